"""The scorecard: every metric of every month in one long table."""

from .fiscal import fiscal_quarter, fiscal_year
from .measures import (
    BY_POINTS,
    FLOWS,
    METRICS,
    PROPORTIONS,
    SAMPLES,
    SMALL,
    better_when,
    is_old_enough,
)
from .monthly import benchmark_status, change, change_points, ratio, wilson
from .reading import add_months


def scorecard(world, measures):
    """One row for every month and metric."""
    return [
        scorecard_row(world, measures, month, metric)
        for month in world.months
        if world.is_shown(month)
        for metric in METRICS
    ]


def scorecard_row(world, measures, month, metric):
    """What the scorecard says of a metric in a month."""
    value, numerator, denominator, sample = measures.of[month][metric]
    is_complete = world.is_complete(month)
    low = high = None
    if metric in PROPORTIONS and value is not None:
        low, high = wilson(numerator, denominator)
    benchmark = world.rules.benchmark(metric)
    is_small = None
    if metric in SAMPLES and sample is not None:
        is_small = sample < SMALL
    quarter_start, year_start = fiscal_starts(month, world)
    row = {
        "month_start": month,
        "metric": metric,
        "value": value,
        "numerator": numerator,
        "denominator": denominator,
        "quarter_to_date": measures.to_date(metric, month, quarter_start),
        "year_to_date": measures.to_date(metric, month, year_start),
        "projected_value": projected_value(world, metric, month, value),
        "benchmark_low": benchmark.low,
        "benchmark_high": benchmark.high,
        "benchmark_status": benchmark_status(value, benchmark),
        "better_when": better_when(metric),
        "rate_low": low,
        "rate_high": high,
        "is_small_sample": is_small,
        "is_complete": is_complete,
        "is_mature": is_old_enough(metric, month, world),
    }
    for earlier, value_name, suffix in (
        (add_months(month, -1), "previous_value", ""),
        (add_months(month, -12), "value_year_ago", "_on_year"),
    ):
        before = None
        if earlier in measures.of:
            before = measures.of[earlier][metric].value
        by_points = metric in BY_POINTS
        row[value_name] = before
        row[f"change{suffix}"] = (
            None if by_points else change(value, before, is_complete)
        )
        row[f"change_points{suffix}"] = (
            change_points(value, before, is_complete) if by_points else None
        )
    row.update(target_columns(world, metric, month, value))
    return row


def fiscal_starts(month, world):
    """The first months of a month's fiscal quarter and year."""
    rules = world.rules

    def first(*keys):
        start = month
        while all(
            key(add_months(start, -1), rules) == key(month, rules) for key in keys
        ):
            start = add_months(start, -1)
        return start

    return first(fiscal_year, fiscal_quarter), first(fiscal_year)


def projected_value(world, metric, month, value):
    """What a running month ends with, if it goes on as up to now."""
    gone = world.business_days_gone(month)
    if metric not in FLOWS or world.is_complete(month) or not gone:
        return None
    return value / gone * world.business_days_of(month)


def target_columns(world, metric, month, value):
    """The target of a metric, what is due of it by now, and what is still needed."""
    target = world.rules.target(month, metric)
    is_flow, is_complete = metric in FLOWS, world.is_complete(month)
    direction = better_when(metric)
    if is_flow:
        to_date = world.target_to_date(month, target)
    else:
        to_date = target if is_complete else None
    status = None
    due = target if is_complete else to_date
    if value is not None and due is not None and direction != "in_band":
        is_met = value <= due if direction == "lower" else value >= due
        status = "met" if is_met else "missed"
    return {
        "target": target,
        "target_to_date": to_date,
        "target_status": status,
        "needed_per_business_day": needed_per_day(world, metric, month, value, target),
    }


def needed_per_day(world, metric, month, value, target):
    """What each business day that is left of a running month must bring."""
    is_asked = metric in FLOWS and better_when(metric) == "higher"
    if not is_asked or target is None or world.is_complete(month):
        return None
    if value >= target:
        return 0
    left = world.business_days_of(month) - world.business_days_gone(month)
    return ratio(target - value, left)
