"""Rows at the ends of what the contract allows: all tests pass, every cell is right."""

import csv
from datetime import date
from functools import partial

import pytest

from comparing import assert_same_tables, read_table, table_names
from oracle import recompute
from random_worlds.tables import TABLES
from run_dbt import PROJECT, run_dbt

# West of UTC the first moments that count lie on the last day of 1989.
VARIABLES = {"reporting_timezone": "America/New_York", "as_of_date": "1991-03-31"}
FIRST = "1990-01-01T01:00:00Z"
# In a currency of small units; a share of it is not exact to a hundredth.
HUGE = "840000000000.33"
ROWS = {
    "leads": [
        {"lead_id": "first", "created_at": FIRST},
        {"lead_id": "unnurtured", "created_at": "1990-06-01"},
        {"lead_id": "nurtured", "created_at": "1990-06-01"},
        {"lead_id": "untouched", "created_at": "1990-06-01"},
    ],
    "touchpoints": [
        *(
            {
                "touchpoint_id": f"T{day}",
                "occurred_at": f"1990-11-{day:02}",
                "touch_type": "webinar_attended",
                "lead_id": "first",
            }
            for day in range(1, 10)
        ),
        *(
            {
                "touchpoint_id": lead_id,
                "occurred_at": "1990-06-02",
                "touch_type": "page_view",
                "lead_id": lead_id,
                "program": program,
            }
            for lead_id, program in [
                ("nurtured", "welcome"),
                # What the table says of leads without a program.
                ("unnurtured", "not nurtured"),
            ]
        ),
    ],
    "deals": [
        *(
            {
                "deal_id": f"D{number}",
                "created_at": "1990-12-01",
                "stage": "Closed Won",
                "lead_id": "first",
                "closed_at": "1990-12-20",
                "amount": HUGE,
            }
            for number in range(12)
        ),
        {
            "deal_id": "first",
            "created_at": FIRST,
            "stage": "Closed Won",
            "closed_at": "1990-01-01T02:00:00Z",
            "amount": "50",
        },
    ],
    "marketing_spend": [
        {"spend_date": FIRST, "amount": "100", "channel": "email", "spend_id": "S1"},
    ],
}


@pytest.fixture(scope="module")
def raw_folder(tmp_path_factory):
    """Return a folder with the rows as files, all columns of the contract in each."""
    folder = tmp_path_factory.mktemp("raw")
    for table, columns in TABLES.items():
        with (folder / f"{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, [column.name for column in columns])
            writer.writeheader()
            writer.writerows(ROWS.get(table, []))
    return folder


@pytest.fixture(scope="module")
def built(raw_folder):
    """Return the tables of these rows, which passed all data tests."""
    database = raw_folder.parent / "extremes.duckdb"
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test"),
        duckdb_path=database,
        raw_files=raw_folder,
        variables=VARIABLES,
    )
    assert run.returncode == 0, run.output[-5000:]
    return database


def test_every_cell_is_recomputed(built, raw_folder):
    rules = PROJECT / "seeds" / "rules"
    expected = recompute(raw_folder, rules, VARIABLES, date.today())
    tables = set(expected) & table_names(built)
    assert_same_tables(tables, expected.get, partial(read_table, built))


def test_the_first_moments_lie_in_the_first_month(built):
    costs = read_table(built, "fct_cost_per_mql_monthly")
    company = {
        row["month_start"]: row for row in costs if row["segment_type"] == "company"
    }
    first = company[min(company)]
    assert min(company) == date(1989, 12, 1)
    assert (first["new_leads"], first["marketing_cost"]) == (1, 100)


def test_a_program_of_the_name_that_stands_for_none_is_none(built):
    rows = read_table(built, "fct_nurture_effect")
    june = {
        row["program"]: row["leads"]
        for row in rows
        if row["month_start"] == date(1990, 6, 1)
    }
    assert june == {"not nurtured": 2, "welcome": 1}
