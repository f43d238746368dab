"""Write the marts of the DuckDB file that was built into a folder.

Settings, by environment variables: DUCKDB_PATH, the file; EXPORT, the folder;
CSV_AS_IS, 1 to leave text in CSV as it is, even where a spreadsheet would run it.
"""

import os
import sys
from pathlib import Path

import duckdb

from built_tables import cause, duckdb_path, mart_names, printable, table_names
from export.csv_text import SETTING, harmless, is_as_is
from export.workbook import write_workbook

WORKBOOK = "beyond_mql_monthly.xlsx"
FORMATS = {"csv": "format csv, header", "parquet": "format parquet, compression zstd"}
AN_APOSTROPHE = (
    "In CSV, text that a spreadsheet would run as a formula has an apostrophe before "
    f"it: {SETTING}=1 leaves it out."
)


def export(path: str, folder: Path, *, csv_as_is: bool) -> list[str]:
    """Write every mart as CSV and Parquet, and the workbook; return what to say.

    `csv_as_is` leaves text as it is where a spreadsheet would take it for a formula.
    """
    marts = mart_names()
    with duckdb.connect(path, read_only=True) as connection:
        # Timestamps are written as the marts hold them.
        connection.execute("set timezone = 'UTC'")
        tables = table_names(connection)
        missing = [name for name in marts if name not in tables]
        if missing:
            raise LookupError(f"it has no {', '.join(missing)}: run make build")
        _make(folder)
        for name in marts:
            for ending, options in FORMATS.items():
                target = str(folder / f"{name}.{ending}").replace("'", "''")
                rows = f"from {tables[name]}"
                if ending == "csv" and not csv_as_is:
                    rows = harmless(connection, tables[name])
                connection.execute(f"copy ({rows}) to '{target}' ({options})")
        notes = write_workbook(
            folder / WORKBOOK, connection, {name: tables[name] for name in marts}
        )
    return [
        f"{len(marts)} tables are in {folder} as CSV and Parquet, "
        f"and the monthly ones in {folder / WORKBOOK}.",
        *([] if csv_as_is else [AN_APOSTROPHE]),
        *notes,
    ]


def _make(folder: Path) -> None:
    """Create the folder, if it is missing, so that git ignores it."""
    if not folder.exists():
        folder.mkdir(parents=True)
        (folder / ".gitignore").write_text("*\n", encoding="utf-8")


def main() -> int:
    """Write the files; return the exit status."""
    path, folder = duckdb_path(), Path(os.environ.get("EXPORT") or "export")
    try:
        lines = export(path, folder, csv_as_is=is_as_is())
    except (LookupError, ValueError, duckdb.Error, OSError) as error:
        print(
            printable(f"Nothing to export from {path}: {cause(error)}"), file=sys.stderr
        )
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
