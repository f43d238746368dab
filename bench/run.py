"""Measure the headline tables through dbt against a hand-written script and Polars.

    python bench/run.py --sizes 1 10 --data /data/bench --polars .venv-bench/bin/python

Every round runs each way once, one after the other, so that what else a machine does
falls on all of them; what counts are medians, and the medians of the ratios of a round.
The tables of all ways must be equal, or nothing is reported. The report is printed and
written into a file.
"""

import argparse
import sys
import tempfile
from pathlib import Path

import data
import equal
import queries
import report
import ways

PROJECT = ways.PROJECT
# What is left of a build when there is next to nothing to read.
ALMOST_NOTHING = 0.001


def default_runs(size: float) -> int:
    """Return how many rounds a size is worth: size 1 is what is quoted."""
    return 5 if size == 1 else 3 if size <= 10 else 1


def measure(size: float, raw: Path, home: Path, options) -> report.Size:
    """Run the rounds of one size; returns what was found.

    Raises: SystemExit where two ways disagree.
    """
    runs = options.runs or default_runs(size)
    contestants = list(ways.ways(raw, home, options.polars))
    if options.only:
        contestants = [way for way in contestants if way.name in options.only]
    start = ways.start_up(raw, home)
    # dbt reads the whole project once; only then is a start what it is every day.
    start.run()
    found = report.Size(size)
    for number in range(runs):
        for way in [start, *contestants]:
            cost = way.run()
            found.add(way.name, cost)
            say(f"x{size:g} {number + 1}/{runs} {way.name}: {cost.cpu:.1f} CPU s")
            if number == 0 and way in contestants[1:]:
                check(contestants[0], way)
    # Said before anything else can fail: a large size takes long.
    say("\n".join(report.costs(found)))
    if contestants[-1].name == "dbt, all with tests":
        found.waits = queries.waits(contestants[-1].out)
        found.orders = queries.orders(contestants[-1].out)
    return found


def check(first: ways.Way, way: ways.Way) -> None:
    """Compare what a way has made with what the first has.

    Raises: SystemExit where they disagree.
    """
    differences = equal.differences(first.out, way.out)
    if differences:
        lines = "\n".join(differences)
        raise SystemExit(f"{first.name} and {way.name} do not agree:\n{lines}")
    say(f"{first.name} and {way.name} agree")


def say(line: str) -> None:
    """Tell whoever waits what is going on."""
    print(line, file=sys.stderr, flush=True)


def main() -> None:
    """Read the options, measure every size and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", type=float, nargs="+", default=[1.0])
    parser.add_argument("--runs", type=int, help="rounds; default: 5 for size 1, 3, 1")
    parser.add_argument("--data", type=Path, default=PROJECT / "bench" / "data")
    parser.add_argument("--polars", type=Path, help="a Python that has Polars")
    parser.add_argument("--only", nargs="+", help="the names of some of the ways")
    parser.add_argument("--out", type=Path, help="the file of the report")
    options = parser.parse_args()
    if options.polars:
        # Not resolved: a virtual environment's Python is a link.
        options.polars = options.polars.absolute()
    found = []
    # Beside the data: the databases of a large world are large.
    options.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.data) as scratch:
        for size in [ALMOST_NOTHING, *sorted(options.sizes)]:
            raw = data.world(options.data.absolute(), size)
            home = Path(scratch) / f"x{size:g}"
            home.mkdir()
            found.append(measure(size, raw, home, options))
    text = report.text(found)
    print(text)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
