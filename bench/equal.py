"""Whether two ways made the same headline tables."""

import sys
from pathlib import Path

import duckdb

from ways import HEADLINE, PROJECT

sys.path.insert(0, str(PROJECT / "tests"))
import comparing


def rows(out: Path, table: str) -> list[comparing.Row]:
    """Return the rows of a table of a DuckDB file, or of a folder of Parquet files."""
    if not out.is_dir():
        return comparing.read_table(out, table)
    with duckdb.connect() as con:
        result = con.execute("from read_parquet(?)", [str(out / f"{table}.parquet")])
        names = [column[0] for column in result.description]
        return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def differences(expected: Path, actual: Path) -> list[str]:
    """Return what differs in the headline tables of two ways, cell by cell.

    A table without rows is a difference, too: nothing would have been compared.
    """
    found = []
    for table in HEADLINE:
        wanted = rows(expected, table)
        lines = comparing.compare_tables(
            wanted, rows(actual, table), comparing.keys_of(table), table=table
        )
        found += comparing.shortened(lines) if wanted else [f"{table}: no rows"]
    return found
