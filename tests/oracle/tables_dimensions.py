"""What other tables are joined with: the months and the channels."""

from .fiscal import fiscal_quarter, fiscal_year
from .money import UNALLOCATED
from .reading import last_day


def dim_months(world):
    """One row a month that the monthly tables show."""
    return [
        {
            "month_start": month,
            "month_end": last_day(month),
            "business_days": world.business_days_of(month),
            "fiscal_year": fiscal_year(month, world.rules),
            "fiscal_quarter": fiscal_quarter(month, world.rules),
            "is_complete": world.is_complete(month),
            "is_mature": world.is_mature(month),
        }
        for month in world.months
        if world.is_shown(month)
    ]


def dim_channels(world):
    """One row a channel of the seed, and one for costs that belong to none."""
    rows = [
        {
            "channel": channel.channel,
            "direction": channel.direction,
            "is_marketing": channel.is_marketing,
        }
        for channel in world.rules.channels.values()
    ]
    if UNALLOCATED not in world.rules.channels:
        rows.append({"channel": UNALLOCATED, "direction": None, "is_marketing": False})
    return rows
