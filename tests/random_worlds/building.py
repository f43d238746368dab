"""Builds of all tables from a folder of raw files."""

import atexit
import functools
import tempfile
from pathlib import Path

from run_dbt import run_dbt


def build_tables(
    database: Path,
    raw_folder: Path,
    variables: dict,
    rules_folder: Path | None = None,
) -> None:
    """Build all tables into a file, without any test of dbt's own."""
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        duckdb_path=database,
        raw_files=_linked("raw files' ü", raw_folder),
        rules=rules_folder and _linked("rules' ü", rules_folder),
        variables=variables,
    )
    assert run.returncode == 0, f"{raw_folder} {variables}\n{run.output[-5000:]}"


def _linked(name: str, folder: Path) -> Path:
    """Return the one path that all such folders are read by: another costs a parse.

    It is such a name as people give their folders.
    """
    link = _home() / name
    link.unlink(missing_ok=True)
    link.symlink_to(folder, target_is_directory=True)
    return link


@functools.cache
def _home() -> Path:
    folder = tempfile.TemporaryDirectory(prefix="worlds_")
    atexit.register(folder.cleanup)
    return Path(folder.name)
