"""Make a file look like that of a whole run, without its twenty seconds.

    python tests/finishing.py

finishes the file that DUCKDB_PATH names, as a build in a publication would.
"""

import sys
from pathlib import Path

import duckdb

from run_dbt import PROJECT

sys.path.insert(0, str(PROJECT / "scripts"))

from built_tables import duckdb_path, mart_names


def finish(
    path: Path,
    *,
    is_finished: bool = True,
    number: int | None = None,
    without: str = "",
) -> None:
    """Give a file the marts that it lacks, but one, and a run, finished or not."""
    with duckdb.connect(str(path)) as connection:
        for name in mart_names():
            if name != without:
                connection.execute(
                    f"create table if not exists {name} as select 1 as n"
                )
        connection.execute(
            "create table if not exists run_state as "
            "select false as is_finished, 1 as run_number"
        )
        connection.execute(
            "update run_state "
            "set is_finished = $1, run_number = coalesce($2, run_number)",
            [is_finished, number],
        )


if __name__ == "__main__":
    finish(Path(duckdb_path()))
