"""The monthly tables as one Excel workbook, a sheet a table."""

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import xlsxwriter
from xlsxwriter.worksheet import Worksheet

MONTHS = ("month_start", "cohort_month")
# The most rows of an Excel sheet, including the header.
MOST_ROWS = 1_048_576 - 1

NUMBER_FORMATS = {
    "date": "yyyy-mm-dd",
    "percent": "0.0%",
    "count": "#,##0",
    "number": "#,##0.00",
}
_RATE = re.compile(r"(^|_)(rate|share|change|growth|lift|roi)($|_(low|high|to_hold)$)")
# The row's metric says what these columns measure.
_BY_METRIC = (
    *("value", "previous_value", "target", "target_to_date"),
    *("benchmark_low", "benchmark_high"),
)


def write_workbook(
    path: Path, connection: duckdb.DuckDBPyConnection, tables: Mapping[str, str]
) -> list[str]:
    """Write all tables by month; return what has to be said about them.

    `tables` maps names to qualified names in the database. Dates become dates, rates
    percentages, and text is text even if it looks like a formula.
    """
    notes = []
    options = {"constant_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(path, options) as workbook:
        styles = {
            kind: workbook.add_format({"num_format": number_format})
            for kind, number_format in NUMBER_FORMATS.items()
        }
        bold = workbook.add_format({"bold": True})
        for name, place in tables.items():
            columns = [
                column[0]
                for column in connection.execute(f"describe {place}").fetchall()
            ]
            month = next((column for column in columns if column in MONTHS), None)
            if month is None:
                continue
            count = connection.execute(f"select count(*) from {place}").fetchone()[0]
            if count > MOST_ROWS:
                notes.append(
                    f"{name} has {count:,} rows, and a sheet of Excel ends after "
                    f"{MOST_ROWS:,}: the workbook holds its latest ones."
                )
            sheet = workbook.add_worksheet(sheet_name(name))
            _write_header(sheet, columns, bold)
            order = [month, *(column for column in columns if column != month)]
            rows = _rows(connection, place, order, max(count - MOST_ROWS, 0))
            for number, row in enumerate(rows, start=1):
                cells = dict(zip(columns, row, strict=True))
                for position, (column, value) in enumerate(cells.items()):
                    _write(sheet, number, position, value, styles, kind(column, cells))
            sheet.autofilter(0, 0, min(count, MOST_ROWS), len(columns) - 1)
    return notes


def sheet_name(table: str) -> str:
    """Return the name of a table's sheet: at most 31 letters, as Excel wants it."""
    return table.removeprefix("fct_").removesuffix("_monthly")[:31]


def kind(column: str, row: Mapping[str, Any]) -> str:
    """Return how a number of this column is shown: a key of NUMBER_FORMATS."""
    measured = row.get("metric") if column in _BY_METRIC else column
    measured = measured or column
    if _RATE.search(measured) or ("benchmark" in column and "metric" not in row):
        return "percent"
    return "count" if isinstance(row[column], int) else "number"


def _rows(
    connection: duckdb.DuckDBPyConnection, place: str, order: list[str], skipped: int
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows in this order, but for so many of the first."""
    cursor = connection.execute(
        f"select * from {place} order by {', '.join(order)} offset {skipped}"
    )
    while rows := cursor.fetchmany(10_000):
        yield from rows


def _write_header(sheet: Worksheet, columns: list[str], bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    for position, column in enumerate(columns):
        sheet.set_column(position, position, max(len(column) + 4, 12))
        sheet.write_string(0, position, column, bold)


def _write(
    sheet: Worksheet,
    row: int,
    position: int,
    value: Any,
    styles: Mapping[str, Any],
    number_kind: str,
) -> None:
    """Write a cell of the type that Excel has for the value; null stays empty."""
    if value is None:
        return
    if isinstance(value, bool):
        sheet.write_boolean(row, position, value)
    elif isinstance(value, (date, datetime)):
        sheet.write_datetime(row, position, value, styles["date"])
    elif isinstance(value, (int, float, Decimal)):
        sheet.write_number(row, position, value, styles[number_kind])
    else:
        sheet.write_string(row, position, value)
