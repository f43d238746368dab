"""Write the sample, or a larger or smaller world of the same kind.

    python sample/generate.py                     the sample of seeds/sample
    python sample/generate.py --scale 1 --format parquet --out /tmp/x1

Scale 1 is 100,000 leads, 2 million touches and 20,000 deals over three years; any
multiple or fraction will do. The same options always write the same bytes. It
needs numpy and duckdb, and nothing of this project.
"""

import argparse
import csv
import tempfile
from datetime import date
from pathlib import Path

import company
import duckdb
import numpy as np
import oddities
import tables
from people import Plan
from workdays import Calendar
from world import chunks

SAMPLE = Path(__file__).resolve().parents[1] / "seeds" / "sample"
LAST_DAY = date(2026, 6, 30)
SEED = 55


def small(seed: int) -> Plan:
    """Return the plan of the sample that is committed: 24 months."""
    return Plan(
        seed=seed,
        leads=2_000,
        touches=15_000,
        deals=400,
        calendar=Calendar(date(2024, 7, 1), LAST_DAY, growth_per_month=0.012),
        depth=1.0,
        lead_versions=0.04,
        deal_versions=0.10,
        duplicates=0.003,
        orphans=0.002,
        bad_times=0.0005,
        daily=False,
        loaded_at=False,
    )


def large(seed: int, scale: float, loaded_at: bool) -> Plan:
    """Return the plan of a world of any size: 36 months."""
    return Plan(
        seed=seed,
        leads=round(100_000 * scale),
        touches=round(2_000_000 * scale),
        deals=round(20_000 * scale),
        calendar=Calendar(date(2023, 7, 1), LAST_DAY, growth_per_month=0.012),
        depth=2.0,
        lead_versions=0.15,
        deal_versions=0.60,
        duplicates=0.01,
        orphans=0.005,
        bad_times=0.001,
        daily=True,
        loaded_at=loaded_at,
    )


def fill(con: duckdb.DuckDBPyConnection, plan: Plan, is_sample: bool) -> None:
    """Fill the seven tables."""
    tables.create(con, plan)
    for chunk in chunks(plan):
        for table, arrays in chunk.items():
            tables.write(con, table, arrays)
    rng = np.random.Generator(np.random.PCG64([plan.seed, 10**9]))
    texts = {
        "marketing_spend": company.make_spend(rng, plan),
        "web_traffic": company.make_traffic(rng, plan),
    }
    for table, rows in texts.items():
        if plan.loaded_at:
            rows = [[*row, next_night(row[0])] for row in rows]
        insert(con, table, rows)
    if is_sample:
        for table, rows in oddities.rows().items():
            insert(con, table, rows)


def next_night(day: str) -> str:
    """Return when a row of this day was loaded."""
    after = date.fromordinal(date.fromisoformat(day).toordinal() + 1)
    return f"{after.isoformat()}T04:00:00Z"


def insert(con: duckdb.DuckDBPyConnection, table: str, rows: list) -> None:
    """Append rows of text."""
    if not rows:
        return
    columns = {
        f"c{i}": np.array(column, dtype=object)
        for i, column in enumerate(zip(*rows, strict=True))
    }
    con.register("rows", columns)
    # The sample's rows say null with an empty text.
    names = ", ".join(f"nullif({name}, '')" for name in columns)
    con.execute(f"insert into {table} select {names} from rows")
    con.unregister("rows")


def save(con: duckdb.DuckDBPyConnection, folder: Path, form: str) -> None:
    """Write one file a table."""
    folder.mkdir(parents=True, exist_ok=True)
    for table in tables.COLUMNS:
        path = folder / f"{table}.{form}"
        if form == "parquet":
            target = str(path).replace("'", "''")
            con.execute(f"copy {table} to '{target}' (format parquet)")
            continue
        result = con.execute(f"from {table}")
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow([column[0] for column in result.description])
            while rows := result.fetchmany(50_000):
                writer.writerows(rows)


def generate(folder: Path, form: str, plan: Plan, is_sample: bool) -> None:
    """Make a world and write it into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    # Larger worlds do not fit into memory: they grow in a file beside the result.
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        con = duckdb.connect(str(Path(scratch) / "world.duckdb"))
        con.execute("set memory_limit = '2GB'")
        fill(con, plan, is_sample)
        save(con, folder, form)
        con.close()


def main() -> None:
    """Read the options and write the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("--scale", type=float, help="default: the small sample")
    parser.add_argument("--out", type=Path, default=SAMPLE, help="folder to write into")
    parser.add_argument("--format", choices=("csv", "parquet"), default="csv")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument(
        "--loaded-at", action="store_true", help="say when each row was loaded"
    )
    options = parser.parse_args()
    is_sample = options.scale is None
    if options.out == SAMPLE and not is_sample:
        parser.error("--scale needs --out: seeds/sample holds the sample only")
    if is_sample and options.loaded_at:
        parser.error("--loaded-at needs --scale")
    if is_sample:
        plan = small(options.seed)
    else:
        plan = large(options.seed, options.scale, options.loaded_at)
    generate(options.out, options.format, plan, is_sample)


if __name__ == "__main__":
    main()
