"""What a reader should be told of: what is unusual, and what will miss its target.

The message of an alert is prose: it is read, and not recomputed.
"""

from itertools import pairwise

from .measures import FLOWS, METRICS, WAITING, better_when, is_old_enough
from .monthly import average
from .reading import add_months
from .scorecard import projected_value

BASE_MONTHS = 12
WIDTH = 2.66  # of an individuals chart: three standard deviations by moving ranges
FIRST_DAYS = 5  # business days, before which a projection says little


def alerts(world, measures):
    """One row a metric and kind of alert."""
    return [
        row
        for metric in METRICS
        for row in (
            outside_limits(world, measures, metric),
            behind_target(world, measures, metric),
        )
        if row is not None
    ]


def outside_limits(world, measures, metric):
    """The alert of a month that is unlike the twelve before it, or None."""
    months = [
        month
        for month in world.months
        if world.is_complete(month)
        and (metric not in WAITING or is_old_enough(metric, month, world))
    ]
    if not months:
        return None
    month = months[-1]
    before = [
        measures.of[earlier][metric].value if earlier in measures.of else None
        for earlier in (add_months(month, -back) for back in range(1, BASE_MONTHS + 1))
    ]
    value = measures.of[month][metric].value
    if value is None or None in before:
        return None
    ranges = [abs(later - earlier) for later, earlier in pairwise(before)]
    lower = average(before) - WIDTH * average(ranges)
    upper = average(before) + WIDTH * average(ranges)
    dust = 1e-9 * max(1, abs(value))  # of binary fractions
    if lower - dust <= value <= upper + dust:
        return None
    return alert(metric, "outside_limits", month, value, (lower, upper), None)


def behind_target(world, measures, metric):
    """The alert of a running month that will miss its target, or None."""
    month = world.as_of_date.replace(day=1)
    if metric not in FLOWS or month not in measures.of or world.is_complete(month):
        return None
    target = world.rules.target(month, metric)
    if target is None or world.business_days_gone(month) < FIRST_DAYS:
        return None
    value = projected_value(world, metric, month, measures.of[month][metric].value)
    is_worse = value > target if better_when(metric) == "lower" else value < target
    if not is_worse:
        return None
    return alert(metric, "behind_target", month, value, (None, None), target)


def alert(metric, kind, month, value, limits, target):
    """A row of the table."""
    return {
        "metric": metric,
        "kind": kind,
        "month_start": month,
        "value": value,
        "lower_limit": limits[0],
        "upper_limit": limits[1],
        "target": target,
    }
