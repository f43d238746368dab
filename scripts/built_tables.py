"""What was built, and where: for everything that shows the tables to people."""

import os
from datetime import date
from pathlib import Path

import duckdb
import yaml

PROJECT = Path(__file__).resolve().parent.parent
PROJECT_FILE = PROJECT / "dbt_project.yml"
REPORT_DATE = "stg_report_date"


def duckdb_path() -> str:
    """Return the DuckDB file that `make build` builds."""
    return os.environ.get("DUCKDB_PATH") or "beyond_mql.duckdb"


def table_names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Return where each table stands, whatever schema the profile builds into."""
    rows = connection.execute(
        "select table_name, table_schema from information_schema.tables"
    ).fetchall()
    return {name: f'"{schema}"."{name}"' for name, schema in rows}


def read_as_of_date(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> date | None:
    """Return the day at whose end the report was drawn up."""
    if REPORT_DATE not in tables:
        return None
    row = connection.execute(f"select as_of_date from {tables[REPORT_DATE]}").fetchone()
    return row[0] if row else None


def reporting_currency() -> str:
    """Return the currency that the build used."""
    variables = yaml.safe_load(PROJECT_FILE.read_text(encoding="utf-8"))["vars"]
    variables |= yaml.safe_load(os.environ.get("VARS") or "{}")
    return str(variables["reporting_currency"]).upper()


def mart_names() -> list[str]:
    """Return the tables that are meant for everybody, by name."""
    return sorted(path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql"))
