"""Measure what one more day costs against building everything anew.

    python bench/day.py --sizes 1 10 --data /data/bench

The world is cut by loaded_at: first dbt builds what was there before the day, then the
same database with the day's rows, and for comparison the same rows with --full-refresh.
A run on unchanged rows shows what is left when nothing is new. The tables after the day
must be those of the full refresh, or nothing is reported.
"""

import argparse
import shutil
import statistics
import tempfile
from collections import defaultdict
from pathlib import Path

import duckdb

import child
import data
import equal
import report
import ways
from run import ALMOST_NOTHING, say

# The last day but one of every world: all of it has come, but for what comes late.
DAY = "2026-06-29"
START, FIRST, NEXT = "dbt, start only", "first run", "one more day"
NOTHING, FULL = "nothing new", "full refresh"
MOST_SHARE, MOST_GROWTH = 0.10, 3


def cut(world: Path, folder: Path, day: str) -> int:
    """Write what was loaded up to a day into one folder, and by the next in another.

    Arguments: folder, in which `before` and `after` are made; day, as yyyy-mm-dd: that
    of the events, which are loaded in the night that follows.
    Returns: the number of rows that the day brings.
    """
    rows = 0
    with duckdb.connect() as con:
        for source in sorted(world.glob("*.parquet")):
            for name, days in (("before", 1), ("after", 2)):
                target = folder / name / source.name
                target.parent.mkdir(parents=True, exist_ok=True)
                (count,) = con.execute(
                    f"""
                    copy (
                        from read_parquet('{source}')
                        where coalesce(cast(loaded_at as timestamp), '1990-01-01')
                        < date '{day}' + {days}
                    ) to '{target}' (format parquet)
                    """
                ).fetchone()
                rows += count if name == "after" else -count
    return rows


def measure(world: Path, home: Path, rounds: int, arguments: list[str]):
    """Run the rounds at one size.

    Returns: the costs of each kind of run, and the number of rows of the day.
    Raises: SystemExit where the day's tables are not those of the full refresh.
    """
    rows = cut(world, home, DAY)
    raw = home / "raw"
    costs: dict[str, list[child.Cost]] = defaultdict(list)

    def run(name: str, folder: str, *more: str, keeps_out: bool = True) -> None:
        # dbt parses all again when a path in its environment changes: so only the link
        # does.
        raw.unlink(missing_ok=True)
        raw.symlink_to(home / folder)
        way = ways.dbt(name, [*arguments, *more], raw, home, keeps_out=keeps_out)
        costs[name].append(way.run())
        say(f"{world.name} {name}: {costs[name][-1].cpu:.1f} CPU s")

    built, kept = home / "dbt.duckdb", home / "day.duckdb"
    raw.symlink_to(home / "before")
    # dbt reads the whole project once: that is no part of any day.
    ways.start_up(raw, home).run()
    for number in range(rounds):
        run(FIRST, "before", keeps_out=False)
        costs[START].append(ways.start_up(raw, home).run())
        run(NEXT, "after")
        run(NOTHING, "after")
        if number == 0:
            shutil.copy(built, kept)
        run(FULL, "after", "--full-refresh")
        if number == 0:
            check(built, kept)
            kept.unlink()
    return costs, rows


def check(full: Path, day: Path) -> None:
    """Compare the day's tables with the full refresh's: the small ones cell by cell.

    Large facts are compared by number of rows and by a sum of hashes of what has no
    fractions, which may differ in the last digit with the order of a sum.
    """
    differences = equal.differences(full, day)
    query = """
        select table_name, list(column_name) from duckdb_columns()
        where database_name = current_database() and data_type != 'DOUBLE'
        and (table_name like 'fct_%' or table_name = 'dim_leads')
        group by table_name
    """
    with duckdb.connect(str(full), read_only=True) as con:
        con.execute(f"attach '{day}' as day (read_only)")
        for table, columns in con.execute(query).fetchall():
            names = ", ".join(sorted(columns))
            one, other = (
                con.execute(
                    f'select count(*), sum(hash({names})) from "{place}".{table}'
                ).fetchone()
                for place in (full.stem, "day")
            )
            if one != other:
                differences.append(f"{table}: {names}: {one} in full, {other} by day")
    if differences:
        raise SystemExit(
            "The day differs from the full refresh:\n" + "\n".join(differences)
        )
    say("The day's tables are those of the full refresh")


def text(found: dict[float, tuple], empty: float) -> str:
    """Return the report.

    Arguments: found, for each size the costs and rows; empty, the median CPU seconds of
    a full build of next to nothing.
    """
    lines = ["# One more day", "", report.machine(), ""]
    lines += [
        f"The day is {DAY}. CPU is user and system time in seconds, medians.",
        f"A build of next to nothing costs {empty:.1f} CPU s.",
        "",
        "| size | rows of the day | " + " | ".join((START, FIRST, NEXT, NOTHING, FULL)),
        "|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines[-2] += " |"
    medians = {
        size: {
            name: statistics.median(cost.cpu for cost in costs)
            for name, costs in of_size.items()
        }
        for size, (of_size, _) in found.items()
    }
    for size, cpu in medians.items():
        numbers = " | ".join(
            f"{cpu[name]:.1f}" for name in (START, FIRST, NEXT, NOTHING, FULL)
        )
        lines.append(f"| {size:g} | {found[size][1]} | {numbers} |")
    lines += ["", "| | found | at most | |", "|---|--:|--:|---|"]
    for size, cpu in medians.items():
        for what, less in (("dbt's start", cpu[START]), ("a build of nothing", empty)):
            share = (cpu[NEXT] - less) / (cpu[FULL] - less)
            lines.append(
                report.goal(
                    f"x{size:g}: day / full refresh, less {what}", share, MOST_SHARE
                )
            )
    if {1.0, 10.0} <= medians.keys():
        growth = medians[10.0][NEXT] / medians[1.0][NEXT]
        lines.append(report.goal("the day: x10 / x1", growth, MOST_GROWTH))
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read the options, measure every size and write the report."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--sizes", type=float, nargs="+", default=[1.0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--data", type=Path, default=ways.PROJECT / "bench" / "data")
    parser.add_argument("--headline", action="store_true", help="no other tables")
    parser.add_argument("--out", type=Path, help="the file of the report")
    options = parser.parse_args()
    arguments = [*ways.BUILD_HEADLINE] if options.headline else [*ways.BUILD_MODELS]
    found = {}
    options.data.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=options.data.absolute()) as scratch:
        for size in [ALMOST_NOTHING, *sorted(options.sizes)]:
            world = data.world(options.data.absolute(), size)
            home = Path(scratch) / f"x{size:g}"
            home.mkdir()
            found[size] = measure(world, home, options.rounds, arguments)
            shutil.rmtree(home)
    costs, _ = found.pop(ALMOST_NOTHING)
    said = text(found, statistics.median(cost.cpu for cost in costs[FULL]))
    print(said)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(said, encoding="utf-8")


if __name__ == "__main__":
    main()
