"""The exported files, read back, hold what the marts hold, in types that Excel has."""

import csv
import os
import re
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import openpyxl
import pytest

from run_dbt import PROJECT
from shipping import EXPORT

sys.path.insert(0, str(PROJECT / "scripts"))

from built_tables import mart_names, table_names
from export import workbook


def run_export(
    database: Path, folder: Path, **settings: str
) -> subprocess.CompletedProcess:
    """Run `make export`'s program, with more settings if any."""
    return subprocess.run(
        [sys.executable, "-m", "export"],
        cwd=PROJECT,
        env=os.environ
        | {
            "PYTHONPATH": "scripts",
            "DUCKDB_PATH": str(database),
            "EXPORT": str(folder),
            "CSV_AS_IS": "",
        }
        | settings,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def folder(shipment):
    """Return the folder with the exported files of the sample."""
    return shipment.made(EXPORT)


@pytest.fixture(scope="module")
def connection(sample):
    """Return a connection to the marts that were exported."""
    with duckdb.connect(sample, read_only=True) as connection:
        yield connection


@pytest.fixture(scope="module")
def book(folder):
    """Return the workbook."""
    return openpyxl.load_workbook(folder / "beyond_mql_monthly.xlsx")


@pytest.mark.parametrize("mart", mart_names())
def test_each_mart_is_whole_in_its_files(folder, connection, mart):
    path = str(folder / f"{mart}.parquet")
    parquet = connection.execute("from read_parquet(?)", [path]).fetchall()
    rows = connection.execute(f"from {mart}").fetchall()
    assert sorted(map(repr, parquet)) == sorted(map(repr, rows))
    header, *cells = csv_cells(folder, mart)
    assert sorted(cells) == sorted(mart_cells(connection, mart))
    assert all(re.fullmatch("[a-z][a-z0-9_]*", column) for column in header)


def test_a_sheet_holds_its_monthly_table(book, connection):
    with_months = {
        mart
        for mart in mart_names()
        if {"month_start", "cohort_month"}
        & {row[0] for row in connection.execute(f"describe {mart}").fetchall()}
    }
    sheets = {workbook.sheet_name(mart): mart for mart in with_months}
    assert sorted(book.sheetnames) == sorted(sheets)
    for name, mart in sheets.items():
        cursor = connection.execute(f"select * from {mart}")
        header, *rows = book[name].iter_rows(values_only=True)
        assert list(header) == [column[0] for column in cursor.description]
        assert as_texts(rows) == as_texts(cursor.fetchall()), name


def test_dates_are_dates_and_rates_percentages(book):
    sheet = book["funnel_conversion"]
    header = [cell.value for cell in sheet[1]]
    rows = (dict(zip(header, row, strict=True)) for row in sheet.iter_rows(min_row=2))
    cells = next(row for row in rows if row["mql_to_sql_rate"].value)
    assert isinstance(cells["month_start"].value, datetime)
    assert cells["month_start"].is_date
    assert cells["mql_to_sql_rate"].number_format == "0.0%"
    assert 0 <= cells["mql_to_sql_rate"].value <= 1
    assert cells["new_mqls"].number_format == "#,##0"
    assert cells["is_mature"].value in (True, False)


def test_the_scorecard_shows_each_metric_in_its_own_way(book):
    rows = book["kpi_scorecard"].iter_rows(min_row=2)
    formats = {row[1].value: row[2].number_format for row in rows if row[2].value}
    assert formats["mql_to_sql_rate"] == "0.0%"
    assert formats["marketing_sourced_share"] == "0.0%"
    assert formats["roi"] == "0.0%"
    assert formats["cost_per_mql"] == "#,##0.00"


def test_text_stays_text_and_what_does_not_fit_is_said(tmp_path, monkeypatch):
    monkeypatch.setattr(workbook, "MOST_ROWS", 2)
    with duckdb.connect() as connection:
        connection.execute(
            "create table fct_few_monthly as select * from (values "
            "(date '2026-03-01', '=1+1', 0.5), (date '2026-01-01', 'early', null), "
            "(date '2026-02-01', 'http://x.example', 1.0)"
            ") as few (month_start, segment, some_rate)"
        )
        notes = workbook.write_workbook(
            tmp_path / "few.xlsx", connection, table_names(connection)
        )
    assert len(notes) == 1
    assert "fct_few_monthly has 3 rows" in notes[0]
    sheet = openpyxl.load_workbook(tmp_path / "few.xlsx")["few"]
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [
        "http://x.example",
        "=1+1",
    ]
    assert sheet["B3"].data_type == "s"
    assert sheet["B2"].hyperlink is None


def test_a_setting_that_says_nothing_is_refused(tmp_path, sample):
    done = run_export(sample, tmp_path / "out", CSV_AS_IS="yes")
    assert done.returncode == 1
    assert "CSV_AS_IS is 'yes', and can only be 1 or 0" in done.stderr
    assert not (tmp_path / "out").exists()


def test_without_tables_it_says_what_to_do(tmp_path):
    duckdb.connect(tmp_path / "empty.duckdb").close()
    done = run_export(tmp_path / "empty.duckdb", tmp_path / "out")
    assert done.returncode == 1
    assert "run make build" in done.stderr
    assert not (tmp_path / "out").exists()


def csv_cells(folder: Path, mart: str) -> list[tuple[str, ...]]:
    """Return the rows of a CSV file, its header first."""
    with (folder / f"{mart}.csv").open(newline="", encoding="utf-8") as file:
        return list(map(tuple, csv.reader(file)))


def mart_cells(connection, mart: str) -> list[tuple[str, ...]]:
    """Return the rows of a mart as CSV would have them, if all its cells were text."""
    columns = connection.execute(f"describe {mart}").fetchall()
    as_read = ", ".join(
        f"coalesce(cast({column} as text), '')" for column, *_ in columns
    )
    return connection.execute(f"select {as_read} from {mart}").fetchall()


def as_texts(rows) -> list[str]:
    """Return rows in an order of their own, with numbers as a workbook keeps them."""
    return sorted(repr([as_cell(value) for value in row]) for row in rows)


def as_cell(value):
    """Return a value with nothing left of its type that a workbook does not keep."""
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    if hasattr(value, "year"):
        return f"{value:%Y-%m-%d}"
    # So many digits a workbook keeps, and no sign of a 0.
    return float(f"{value:.16G}") + 0.0


def test_git_passes_over_the_exported_files(folder):
    assert (folder / ".gitignore").read_text("utf-8") == "*\n"
