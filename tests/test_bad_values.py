"""Over a thousand bad values, one in a row each: set aside or kept, and never lost.

Texts that are SQL, Jinja or a formula stay texts.
"""

import csv
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from bad_input.files import ODD_VALUES, make_cases
from bad_input.reading import read
from comparing import assert_same_tables, read_table
from oracle import recompute
from random_worlds.tables import TABLES, Column
from random_worlds.texts import BAD_FLAGS, BAD_NUMBERS, BAD_TIMESTAMPS, HOSTILE
from run_dbt import PROJECT, run_dbt
from test_bad_files import COUNT, SEED

# A row of each table in which nothing is wrong; {} is the number of the case.
GOOD_ROWS = {
    "leads": {
        "lead_id": "L{}",
        "created_at": "2025-03-04",
        "updated_at": "2025-03-05",
        "email": "jo{}@example.com",
        "employee_count": "70",
        "is_deleted": "no",
    },
    "touchpoints": {
        "touchpoint_id": "T{}",
        "occurred_at": "2025-03-04T10:00",
        "touch_type": "demo_request",
        "lead_id": "L{}",
        "channel": "paid_search",
    },
    "deals": {
        "deal_id": "D{}",
        "created_at": "2025-04-01",
        "stage": "Closed Won",
        "lead_id": "L{}",
        "closed_at": "2025-05-02",
        "amount": "100",
        "currency": "EUR",
    },
    "deal_stage_changes": {
        "deal_id": "D{}",
        "stage": "Proposal",
        "changed_at": "2025-04-03",
    },
    "lead_status_changes": {
        "lead_id": "L{}",
        "status": "MQL",
        "changed_at": "2025-03-06",
    },
    "marketing_spend": {
        "spend_date": "2025-03-04",
        "amount": "10",
        "spend_id": "S{}",
        "channel": "paid_search",
    },
    "web_traffic": {"traffic_date": "2025-03-04", "visitors": "5", "utm_source": "x{}"},
}


def bad_values(column: Column) -> list[str]:
    """Return what is tried in a column; a lone NUL byte would end Python's text."""
    by_kind = {
        "timestamp": BAD_TIMESTAMPS,
        "number": BAD_NUMBERS,
        "flag": BAD_FLAGS,
        "text": HOSTILE,
    }
    return ["", " \t\u00a0", *by_kind[column.kind], *ODD_VALUES]


def rows_of_files() -> dict[str, list[dict[str, str]]]:
    """Return the rows of all files of test_bad_files that can be read."""
    rows: dict[str, list[dict[str, str]]] = {table: [] for table in TABLES}
    for case in make_cases(SEED, COUNT):
        names = [column.name for column in TABLES[case.table]]
        for row in read(case.table, case.data).rows:
            # Long values have their test there.
            if all(len(value or "") < 1000 for value in row):
                cells = zip(names, row, strict=True)
                rows[case.table].append({name: text or "" for name, text in cells})
    return rows


def write_world(folder: Path) -> int:
    """Write a row for each value of each column, and those of files; count them."""
    cases = 0
    more = rows_of_files()
    folder.mkdir()
    for table, columns in TABLES.items():
        names = [column.name for column in columns]
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names)
            writer.writeheader()
            numbered = [
                (column, value) for column in columns for value in bad_values(column)
            ]
            for number, (column, value) in enumerate(numbered):
                row = {
                    name: text.format(number) for name, text in GOOD_ROWS[table].items()
                }
                writer.writerow(row | {column.name: value})
            writer.writerows(more[table])
            cases += len(numbered) + len(more[table])
    return cases


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    """Return the folder, the database built from it with all invariants, the cases."""
    home = tmp_path_factory.mktemp("bad-values")
    cases = write_world(home / "raw")
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test"),
        duckdb_path=home / "built.duckdb",
        raw_files=home / "raw",
    )
    assert run.returncode == 0, run.output[-5000:]
    return home / "raw", home / "built.duckdb", cases


def test_every_row_is_accounted_for(world):
    folder, database, cases = world
    assert cases > 2000
    summary = read_table(database, "fct_data_quality_summary")
    assert sum(row["rows_in"] for row in summary) == cases
    parts = ("accepted", "duplicates", "deleted", "rejected", "not_yet")
    for row in summary:
        assert sum(row[part] for part in parts) == row["rows_in"], row
        with (folder / f"{row['source_table']}.csv").open(newline="") as file:
            assert sum(1 for _ in csv.reader(file)) - 1 == row["rows_in"], row


def test_every_cell_is_what_the_contract_makes_of_it(world):
    folder, database, _ = world
    expected = recompute(folder, PROJECT / "seeds" / "rules", {}, date.today())
    assert_same_tables(expected, expected.get, partial(read_table, database))


def test_code_in_a_value_stays_text(world):
    _, database, _ = world
    rows = read_table(database, "dim_leads")
    for column in ("region", "owner"):
        assert {"'; drop table leads; --", "{{ 1 / 0 }}", "{% raw %}", "=1+1"} <= {
            row[column] for row in rows
        }
