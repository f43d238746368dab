"""Rewrite the DuckDB file, so that no byte of a deleted row is left in it.

Reads the file that `make build` builds (DUCKDB_PATH). The new file is swapped in as a
publication's is: readers keep the old one until then.
"""

import sys
from pathlib import Path

import duckdb

from built_tables import duckdb_path
from publish import PublicationError, publish

# As in profiles.yml: the format that DuckDB 1.2 and later can open.
FORMAT = "v1.2.0"


def rewrite(new: Path) -> bool:
    """Copy all of a file into an empty one in its place."""
    old = new.with_name(f"{new.name}.old")
    new.replace(old)
    try:
        with duckdb.connect() as connection:
            for path, name, options in (
                (old, "old_file", "read_only"),
                (new, "new_file", f"storage_version '{FORMAT}'"),
            ):
                quoted = str(path).replace("'", "''")
                connection.execute(f"attach '{quoted}' as {name} ({options})")
            connection.execute("copy from database old_file to new_file")
            connection.execute("detach new_file")
    finally:
        old.unlink(missing_ok=True)
    return True


def main() -> int:
    """Rewrite the file; return the exit status."""
    path = Path(duckdb_path())
    try:
        if not path.exists():
            raise PublicationError(f"There is no {path}.")
        publish(path, rewrite)
    except (PublicationError, OSError, duckdb.Error) as error:
        print(f"Not rewritten. {error}", file=sys.stderr)
        return 1
    print(f"{path} no longer holds any byte of deleted rows.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
