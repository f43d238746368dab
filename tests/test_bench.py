"""The benchmark measures like with like: its floor makes dbt's headline tables."""

import subprocess
import sys
from functools import partial
from pathlib import Path

import duckdb
import pytest

from comparing import assert_same_tables, read_table
from run_dbt import PROJECT

SAMPLE = PROJECT / "seeds" / "sample"
HEADLINE = sorted(
    path.stem for path in (PROJECT / "models" / "marts" / "headline").glob("*.sql")
)


@pytest.fixture(scope="module")
def floor(tmp_path_factory):
    """Return the floor's database of the sample, which it reads from Parquet files."""
    folder = tmp_path_factory.mktemp("floor")
    with duckdb.connect() as con:
        for path in SAMPLE.glob("*.csv"):
            target = folder / f"{path.stem}.parquet"
            con.execute(
                f"copy (from read_csv('{path}', header = true, all_varchar = true)) "
                f"to '{target}' (format parquet)"
            )
    run_floor(folder, folder / "floor.duckdb")
    return folder / "floor.duckdb"


def run_floor(raw_files: Path, out: Path) -> None:
    """Run the script as the benchmark does."""
    command = [sys.executable, PROJECT / "bench" / "floor.py", raw_files, out]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("table", HEADLINE)
def test_the_floor_makes_the_tables_of_dbt(table, floor, sample):
    assert read_table(sample, table)
    assert_same_tables([table], partial(read_table, sample), partial(read_table, floor))
