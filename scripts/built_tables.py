"""What was built, and where: shared by all scripts that show the tables."""

import os
import re
from datetime import date
from pathlib import Path
from typing import NamedTuple

import duckdb

PROJECT = Path(__file__).resolve().parent.parent
REPORT_DATE = "stg_report_date"


def duckdb_path() -> str:
    """Return the DuckDB file that `make build` builds."""
    return os.environ.get("DUCKDB_PATH") or "beyond_mql.duckdb"


def cause(error: Exception) -> str:
    """Return the message for an error: DuckDB's own, or ours for a file in use."""
    if "Could not set lock" not in str(error):
        return str(error)
    process = re.search(r"\(PID \d+\)", str(error))
    return (
        f"another program {process.group() + ' ' if process else ''}holds it open; "
        "close it there, or build with `make publish`, which readers never notice."
    )


def table_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return each table's qualified name, whatever schema the profile builds into."""
    rows = connection.execute(
        "select table_name, table_schema from information_schema.tables"
    ).fetchall()
    return {name: f'"{schema}"."{name}"' for name, schema in rows}


class DrawnUp(NamedTuple):
    """The day that the report is as of, and the currency of its amounts."""

    as_of_date: date
    currency: str


def read_drawn_up(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> DrawnUp:
    """Return what the tables were built with.

    Raises: duckdb.Error where a table or column is missing, as in a file of an older
    version of the project.
    """
    name = tables.get(REPORT_DATE, REPORT_DATE)
    query = f"select as_of_date, reporting_currency from {name}"
    return DrawnUp(*connection.execute(query).fetchone())


def printable(text: str) -> str:
    """Return text without what a terminal would obey: control characters become \ufffd.

    Line ends and tabs are kept.
    """
    return re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", "\ufffd", text)


def mart_names() -> list[str]:
    """Return the names of the public tables."""
    return sorted(path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql"))
