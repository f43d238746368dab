"""Where monthly tables begin changes which rows there are, and no number in them."""

from datetime import date
from functools import partial
from pathlib import Path

import pytest

from comparing import Row, assert_same_tables, read_table
from run_dbt import PROJECT, run_dbt

MARTS = {path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql")}
AUGUST = date(2025, 8, 1)
# What begins with a row: a month, a cohort's month or a week.
BEGINNINGS = ("month_start", "cohort_month", "week_start")


@pytest.fixture(scope="module")
def from_august(tmp_path_factory) -> Path:
    """Return the sample's tables that begin in August, with all data tests passed."""
    database = tmp_path_factory.mktemp("first-month") / "august.duckdb"
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test"),
        duckdb_path=database,
        variables={"first_month": "2025-08"},
    )
    assert run.returncode == 0, run.output[-5000:]
    return database


def test_tables_that_begin_later_say_the_same_of_each_month(sample, from_august):
    def expected(table: str) -> list[Row]:
        return [row for row in read_table(sample, table) if begins_in_time(row)]

    assert_same_tables(MARTS, expected, partial(read_table, from_august))


def begins_in_time(row: Row) -> bool:
    """Say whether a row is of August or later, or of no time at all."""
    return all(row[name] >= AUGUST for name in BEGINNINGS if name in row)
