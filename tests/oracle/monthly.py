"""What all monthly tables have in common: their grid, rates, changes, statistics."""

import math
from collections import defaultdict

from .rules import UNKNOWN

Z = 1.96  # of a 95% interval


def ratio(numerator, denominator):
    """A rate, share or average; null where it has no denominator."""
    if numerator is None or not denominator:
        return None
    return numerator / denominator


def share_of_revenue(part, whole):
    """A share of revenue; null where credits leave nothing above 0."""
    return part / whole if whole > 0 else None


def average(values):
    """The mean, or None of nothing."""
    return sum(values) / len(values) if values else None


def percentile(values, share):
    """A percentile by linear interpolation, or None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    position = (len(ordered) - 1) * share
    below = math.floor(position)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (position - below)


def median(values):
    """The median, or None of nothing."""
    return percentile(values, 0.5)


def wilson(successes, trials):
    """The 95% Wilson interval of a rate: (low, high), or two Nones."""
    if not trials:
        return None, None
    rate = successes / trials
    square = Z * Z
    middle = rate + square / (2 * trials)
    spread = Z * math.sqrt(rate * (1 - rate) / trials + square / (4 * trials * trials))
    return (
        (middle - spread) / (1 + square / trials),
        (middle + spread) / (1 + square / trials),
    )


def change(value, previous, is_complete):
    """(value - last month's) / last month's, null where that says nothing.

    Growth from nothing, or from less than nothing, is no number.
    """
    if value is None or previous is None or previous <= 0 or not is_complete:
        return None
    return (value - previous) / previous


def change_points(value, previous, is_complete):
    """How many points a rate or share differs from the one before."""
    if value is None or previous is None or not is_complete:
        return None
    return value - previous


def benchmark_status(value, benchmark):
    """below, within or above; null without a value or a benchmark.

    A band without width is a reference, and gives no status.
    """
    if value is None or benchmark.low == benchmark.high:
        return None
    if benchmark.low is not None and value < benchmark.low:
        return "below"
    if benchmark.high is not None and value > benchmark.high:
        return "above"
    return "within"


class Cell:
    """The sums and the single values of one month of one segment."""

    def __init__(self):
        """Start with nothing."""
        self.sums = defaultdict(int)
        self.values = defaultdict(list)

    def __getitem__(self, name):
        """A sum; 0 where nothing happened."""
        return self.sums.get(name, 0)

    def is_anything(self):
        """Whether something happened here."""
        return any(self.sums.values()) or any(self.values.values())


class Grid:
    """Cells by segment and month: every month for every segment that has anything.

    Every channel and persona of the seeds has its rows in any case. What lies before
    first_month has no rows, and is known to those that look back.
    """

    def __init__(self, world, *segment_types):
        """Open the rows that are there in any case."""
        self.world = world
        self.segment_types = ("company", *segment_types)
        self.cells = defaultdict(Cell)
        self.segments = {("company", "all")}
        if "channel" in segment_types:
            self.segments |= {("channel", name) for name in world.rules.channels}
        if "persona" in segment_types:
            self.segments |= {("persona", name) for name in world.rules.personas}
        self.known_months = set(world.months)

    def cells_of(self, month, segments):
        """The cells in which a record of these segments counts in a month."""
        for segment_type in self.segment_types:
            segment = segments[segment_type]
            if month in self.known_months:
                yield self.cells[segment_type, segment, month]

    def add(self, month, segments, name, amount=1):
        """Count a record, or add its amount, in all of its segments."""
        for cell in self.cells_of(month, segments):
            cell.sums[name] += amount

    def collect(self, month, segments, name, value):
        """Keep a single value, for averages and medians."""
        for cell in self.cells_of(month, segments):
            cell.values[name].append(value)

    def cell(self, segment_type, segment, month):
        """The cell of a segment in a month, empty where nothing happened."""
        return self.cells.get((segment_type, segment, month)) or Cell()

    def rows(self, make):
        """A row for every segment and month: its keys and what `make` adds to them."""
        present = self.segments | {
            (segment_type, segment)
            for (segment_type, segment, month), cell in self.cells.items()
            if cell.is_anything() and self.world.is_shown(month)
        }
        found = []
        for segment_type, segment in sorted(present):
            history, previous = [], None
            for month in self.world.months:
                history.append(self.cell(segment_type, segment, month))
                row = {
                    "month_start": month,
                    "segment_type": segment_type,
                    "segment": segment,
                    "is_complete": self.world.is_complete(month),
                }
                row.update(make(Context(row, history, previous, self.world)))
                if self.world.is_shown(month):
                    found.append(row)
                previous = row
        return found


class Context:
    """What a row of a monthly table is made from."""

    def __init__(self, keys, history, previous, world):
        """Keep the row's keys, its cells so far and the row of the month before."""
        self.keys = keys
        self.month = keys["month_start"]
        self.segment = keys["segment"]
        self.is_company = keys["segment_type"] == "company"
        self.is_complete = keys["is_complete"]
        self.cell = history[-1]
        self.history = history
        self.previous = previous
        self.world = world

    def last_three(self, name):
        """The sum over three months that end here; None in the first two."""
        if len(self.history) < 3:
            return None
        return sum(cell[name] for cell in self.history[-3:])

    def targets(self, **metrics):
        """`<prefix>_target` and `…_to_date` of metrics, on the company's rows only."""
        row = {}
        for prefix, metric in metrics.items():
            target = self.world.rules.target(self.month, metric)
            if not self.is_company:
                target = None
            to_date = self.world.target_to_date(self.month, target)
            row[f"{prefix}_target"] = target
            row[f"{prefix}_target_to_date"] = to_date
        return row

    def change(self, value, name):
        """How a column changed against the month before."""
        return change(value, self.last(name), self.is_complete)

    def change_points(self, value, name):
        """How many points a column changed against the month before."""
        return change_points(value, self.last(name), self.is_complete)

    def last(self, name):
        """What a column was in the month before."""
        return self.previous[name] if self.previous else None


def lead_segments(lead, world):
    """The segment of a lead by segment_type."""
    return {
        "company": "all",
        "channel": lead.channel,
        "direction": world.rules.direction(lead.channel),
        "campaign": lead.campaign or UNKNOWN,
        "persona": lead.persona,
        "region": lead.row["region"] or UNKNOWN,
        "owner": lead.row["owner"] or UNKNOWN,
    }


def deal_segments(deal, world):
    """The segment of a deal by segment_type: region and owner are its own."""
    return {
        "company": "all",
        "channel": deal.channel,
        "direction": world.rules.direction(deal.channel),
        "campaign": (deal.lead.campaign if deal.lead else None) or UNKNOWN,
        "region": deal.region or UNKNOWN,
        "owner": deal.owner or UNKNOWN,
    }
