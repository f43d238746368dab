"""What the benchmark says, as Markdown."""

import platform
import statistics
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timezone
from importlib.metadata import version
from pathlib import Path

import child
import queries

START, FLOOR, POLARS = "dbt, start only", "floor", "Polars"
HEADLINE, ALL = "dbt, headline", "dbt, all with tests"
# What the ratios of CPU seconds should be at size 10: way, against, at most.
GOALS = [(HEADLINE, FLOOR, 1.5), (HEADLINE, POLARS, 1.2), (ALL, FLOOR, 3.0)]
MOST_GROWTH = 11
MOST_MEMORY = {10: 4096, 50: 8192}


@dataclass
class Size:
    """What was found at one size: the costs of every round of each way, and more."""

    size: float
    costs: dict[str, list[child.Cost]] = field(
        default_factory=lambda: defaultdict(list)
    )
    waits: list[tuple[str, str, float]] = field(default_factory=list)
    orders: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, cost: child.Cost) -> None:
        """Keep the cost of one run."""
        self.costs[name].append(cost)

    def cpu(self, name: str) -> float:
        """Return the median CPU seconds of a way."""
        return statistics.median(cost.cpu for cost in self.costs[name])

    def ratio(self, name: str, other: str) -> float | None:
        """Return the median of a way's CPU time over another's of the same round."""
        if not self.costs.get(name) or not self.costs.get(other):
            return None
        pairs = zip(self.costs[name], self.costs[other], strict=True)
        return statistics.median(one.cpu / two.cpu for one, two in pairs)


def text(sizes: list[Size]) -> str:
    """Return the whole report."""
    lines = [f"# Benchmark of {datetime.now(timezone.utc):%Y-%m-%d %H:%M} UTC", ""]
    lines += [machine(), ""]
    lines += [
        "Size 1 is 100,000 leads, 2 million touches and 20,000 deals over three years.",
        "CPU is user and system time in seconds; the spread is from the least to the",
        "greatest of the rounds. Ratios are of CPU, medians over the rounds.",
        "",
    ]
    for size in sizes:
        lines += costs(size)
    lines += goals(sizes)
    for size in sizes:
        lines += answers(size)
    return "\n".join(lines).rstrip() + "\n"


def machine() -> str:
    """Return what it was measured on and with."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    cores = 1
    if cpuinfo.exists():
        names = [
            line.split(":", 1)[1].strip()
            for line in cpuinfo.read_text(encoding="utf-8").splitlines()
            if line.startswith("model name")
        ]
        model, cores = (names or [model])[0], len(names) or 1
    packages = ", ".join(f"{name} {version(name)}" for name in ("duckdb", "dbt-core"))
    return (
        f"{model}, {cores} cores, {platform.system()}, "
        f"Python {platform.python_version()}, {packages}."
    )


def costs(size: Size) -> list[str]:
    """Return the table of what each way cost at a size."""
    rounds = max(len(found) for found in size.costs.values())
    lines = [
        f"## Size {size.size:g}, {rounds} rounds",
        "",
        "| way | CPU s | spread | wall s | peak MiB | times floor | times Polars |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for name, found in size.costs.items():
        cpus = [cost.cpu for cost in found]
        lines.append(
            f"| {name} | {statistics.median(cpus):.1f} "
            f"| {min(cpus):.1f}–{max(cpus):.1f} "
            f"| {statistics.median(cost.wall for cost in found):.1f} "
            f"| {max(cost.peak for cost in found):.0f} "
            f"| {shown(size.ratio(name, FLOOR))} | {shown(size.ratio(name, POLARS))} |"
        )
    return [*lines, ""]


def shown(ratio: float | None) -> str:
    """Return a ratio with two decimals, or a dash."""
    return "–" if ratio is None else f"{ratio:.2f}"


def goals(sizes: list[Size]) -> list[str]:
    """Return which goals are met, for the sizes that have one."""
    by_size = {size.size: size for size in sizes}
    lines = []
    if 10 in by_size:
        for way, other, most in GOALS:
            ratio = by_size[10].ratio(way, other)
            if ratio is not None:
                lines.append(goal(f"x10: {way} / {other}", ratio, most))
        for way in (HEADLINE, ALL):
            if (
                1 in by_size
                and by_size[1].costs.get(way)
                and by_size[10].costs.get(way)
            ):
                growth = by_size[10].cpu(way) / by_size[1].cpu(way)
                lines.append(goal(f"{way}: x10 / x1", growth, MOST_GROWTH))
    for number, most in MOST_MEMORY.items():
        for way in (HEADLINE, ALL):
            found = by_size[number].costs.get(way) if number in by_size else None
            if found:
                peak = max(cost.peak for cost in found)
                lines.append(goal(f"x{number}: {way}, peak MiB", peak, most))
    if not lines:
        return []
    return ["## Goals", "", "| | found | at most | |", "|---|--:|--:|---|", *lines, ""]


def goal(what: str, found: float, most: float) -> str:
    """Return the line of one goal."""
    digits = 0 if most >= 100 else 2
    return (
        f"| {what} | {found:.{digits}f} | {most:g} "
        f"| {'met' if found <= most else 'missed'} |"
    )


def answers(size: Size) -> list[str]:
    """Return how long readers wait at a size, and which facts are out of order."""
    if not size.waits:
        return []
    lines = [
        f"## Answers at size {size.size:g}",
        "",
        "| question | table | median ms | at most | |",
        "|---|---|--:|--:|---|",
    ]
    for kind, table, wait in size.waits:
        most = queries.LIMITS[kind]
        verdict = "met" if wait < most else "missed"
        lines.append(f"| {kind} | {table} | {wait:.1f} | {most} | {verdict} |")
    order = ", ".join(f"{table} {found}" for table, found in size.orders.items())
    return [*lines, "", f"By time lie: {order}.", ""]
