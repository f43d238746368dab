"""The table that compares each week's raw rows with the weeks before it."""

from collections import Counter
from datetime import timedelta
from math import sqrt
from statistics import median

from .rules import UNKNOWN

SHOWN = 12
WEEK = timedelta(days=7)


def fct_data_drift(world):
    """One row a raw table, measure and week that ends with as_of_date or before."""
    rows = []
    for table, raw_rows in world.raw_rows.items():
        shares = {
            "rejected_share": [
                (row.moment, row.row_status == "rejected")
                for row in raw_rows
                if row.moment is not None
            ]
        }
        if table in UNKNOWN_CHANNELS:
            shares["unknown_channel_share"] = UNKNOWN_CHANNELS[table](world)
        if table in UNMAPPED:
            shares["unmapped_share"] = UNMAPPED[table](world)
        rows += _weeks_of(table, [row.moment for row in raw_rows], shares, world)
        if raw_rows:
            rows.append(_undated(table, raw_rows, world))
    return rows


UNKNOWN_CHANNELS = {
    "leads": lambda world: [
        (lead.created_at, lead.channel == UNKNOWN) for lead in world.leads
    ],
    "touchpoints": lambda world: [
        (touch.occurred_at, touch.channel == UNKNOWN) for touch in world.touches
    ],
    "marketing_spend": lambda world: [
        (spend.spent_at, spend.channel == UNKNOWN)
        for spend in world.spend
        if spend.channel is not None
    ],
    "web_traffic": lambda world: [
        (traffic.happened_at, traffic.channel == UNKNOWN) for traffic in world.traffic
    ],
}
UNMAPPED = {
    "touchpoints": lambda world: [
        (touch.occurred_at, touch.rule is None) for touch in world.touches
    ],
    "deals": lambda world: [
        (deal.created_at, world.books.is_unmapped(deal.row, "stage"))
        for deal in world.deals
    ],
    "deal_stage_changes": lambda world: [
        (row.moment, world.books.is_unmapped(row, "stage"))
        for row in _accepted(world, "deal_stage_changes")
    ],
    "lead_status_changes": lambda world: [
        (row.moment, world.books.is_unmapped(row, "status"))
        for row in _accepted(world, "lead_status_changes")
    ],
}


def _accepted(world, table):
    return [row for row in world.raw_rows[table] if row.row_status == "accepted"]


def _age(moment, world):
    """How many whole weeks before as_of_date; None for what is not yet there."""
    day = world.times.day_of(moment)
    if day > world.as_of_date:
        return None
    return (world.as_of_date - day) // WEEK


def _weeks_of(table, moments, shares, world):
    """The rows of a table's measures, back to the first week with a raw row.

    Of weeks before those that are read it matters only whether there are any.
    """
    weeks = world.rules.drift_weeks
    ages = Counter(_age(moment, world) for moment in moments if moment is not None)
    known = [age for age in ages if age is not None]
    if not known:
        return []
    first = min(max(known), SHOWN + weeks)
    every = range(min(first + 1, SHOWN + weeks))
    series = {"rows": [(ages[age], float(ages[age])) for age in every]}
    for measure, records in shares.items():
        seen, found = Counter(), Counter()
        for moment, is_found in records:
            age = _age(moment, world)
            seen[age] += 1
            found[age] += is_found
        # Where no record of this kind lies in any week, there is no such measure.
        if any(seen[age] for age in every):
            series[measure] = [
                (seen[age], found[age] / seen[age] if seen[age] else None)
                for age in every
            ]
    return [
        _week(table, measure, age, values, first, world)
        for measure, values in series.items()
        for age in every[:SHOWN]
    ]


def _week(table, measure, age, values, first, world):
    seen, value = values[age]
    weeks = world.rules.drift_weeks
    before = []
    if age + weeks <= first:
        before = [value for _, value in values[age + 1 : age + weeks + 1]]
        before = [value for value in before if value is not None]
    usual = low = high = None
    if before:
        usual = median(before)
        if measure == "rows":
            factor = world.rules.drift_volume_factor
            low = max(0.0, min(usual / factor, usual - _chance(usual)))
            high = max(usual * factor, usual + _chance(usual), *before)
        elif seen:
            rise = max(world.rules.drift_share_rise, _chance(usual * seen) / seen)
            high = usual + rise
    return _row(table, measure, age, seen, value, usual, low, high, world)


def _chance(expected):
    return 3 * sqrt(max(expected, 1))


def _undated(table, raw_rows, world):
    undated = [
        row for row in raw_rows if row.row_status == "rejected" and row.moment is None
    ]
    days = [world.times.day_of(row.moment) for row in raw_rows if row.moment]
    high = None
    if not days or (world.as_of_date - min(days)) // WEEK >= world.rules.drift_weeks:
        high = max(world.rules.drift_undated_share, 3 / len(raw_rows))
    share = len(undated) / len(raw_rows)
    return _row(
        table, "undated_share", 0, len(raw_rows), share, None, None, high, world
    )


def _row(table, measure, age, seen, value, usual, low, high, world):
    end = world.as_of_date - age * WEEK
    return {
        "source_table": table,
        "measure": measure,
        "rows_seen": seen,
        "value": value,
        "usual_value": usual,
        "low_value": low,
        "high_value": high,
        "is_warning": value is not None
        and (
            (low is not None and value < low - 1e-9)
            or (high is not None and value > high + 1e-9)
        ),
        "period_start": end - timedelta(days=6),
        "period_end": end,
    }
