"""Say in one sentence why dbt could not open the DuckDB file: it takes 200 lines.

Reads DUCKDB_PATH. A missing file is no error: dbt creates it.
"""

import sys
from pathlib import Path

import duckdb

from built_tables import cause, duckdb_path


def problem(path: str) -> str | None:
    """Return why dbt cannot open a file for writing; none if it can."""
    if not Path(path).exists():
        folder = Path(path).absolute().parent
        return None if folder.is_dir() else f"there is no folder {folder}"
    try:
        duckdb.connect(path).close()
    except duckdb.Error as error:
        return cause(error)
    return None


def main() -> int:
    """Print the sentence, if there is one; return the exit status."""
    path = duckdb_path()
    found = problem(path)
    if found:
        print(f"Cannot open {path}: {found}", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
