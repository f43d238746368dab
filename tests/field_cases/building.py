"""A build of a few lines of CSV, and questions to what it made."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from run_dbt import run_dbt


@contextmanager
def built(
    home: Path, files: dict[str, list[str]], *selected: str
) -> Iterator[Callable[[str], list[tuple]]]:
    """Build the selected models from raw tables, each given by the lines of its file.

    Yield a function that returns the rows of a query.
    """
    for table, lines in files.items():
        (home / f"{table}.csv").write_text("\n".join([*lines, ""]), encoding="utf-8")
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        *("--select", *selected),
        duckdb_path=home / "built.duckdb",
        raw_files=home,
    )
    assert run.returncode == 0, run.output[-3000:]
    with duckdb.connect(home / "built.duckdb", read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()
