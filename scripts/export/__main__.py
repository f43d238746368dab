"""Write the marts of the DuckDB file that was built into a folder.

Settings, by environment variables: DUCKDB_PATH, the file; EXPORT, the folder.
"""

import os
import sys
from pathlib import Path

import duckdb

from built_tables import cause, duckdb_path, mart_names, table_names
from export.workbook import write_workbook

WORKBOOK = "beyond_mql_monthly.xlsx"
FORMATS = {"csv": "format csv, header", "parquet": "format parquet, compression zstd"}


def export(path: str, folder: Path) -> list[str]:
    """Write every mart as CSV and Parquet, and the workbook; return what to say."""
    marts = mart_names()
    with duckdb.connect(path, read_only=True) as connection:
        # Timestamps are written as the marts hold them.
        connection.execute("set timezone = 'UTC'")
        tables = table_names(connection)
        missing = [name for name in marts if name not in tables]
        if missing:
            raise LookupError(f"it has no {', '.join(missing)}: run make build")
        folder.mkdir(parents=True, exist_ok=True)
        for name in marts:
            for ending, options in FORMATS.items():
                target = str(folder / f"{name}.{ending}").replace("'", "''")
                connection.execute(f"copy {tables[name]} to '{target}' ({options})")
        notes = write_workbook(
            folder / WORKBOOK, connection, {name: tables[name] for name in marts}
        )
    return [
        f"{len(marts)} tables stand in {folder} as CSV and Parquet, "
        f"and the monthly ones in {folder / WORKBOOK}.",
        *notes,
    ]


def main() -> int:
    """Write the files; return the exit status."""
    path, folder = duckdb_path(), Path(os.environ.get("EXPORT") or "export")
    try:
        lines = export(path, folder)
    except (LookupError, duckdb.Error, OSError) as error:
        print(f"Nothing to export from {path}: {cause(error)}", file=sys.stderr)
        return 1
    print("\n".join(lines))
    return 0


if __name__ == "__main__":
    sys.exit(main())
