"""Builds of all tables from a folder of raw files."""

import atexit
import functools
import tempfile
from pathlib import Path

from run_dbt import run_dbt


def build_tables(database: Path, raw_folder: Path, variables: dict) -> None:
    """Build all tables into a file, without any test of dbt's own."""
    link = _link()
    link.unlink(missing_ok=True)
    link.symlink_to(raw_folder, target_is_directory=True)
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        duckdb_path=database,
        raw_files=link,
        variables=variables,
    )
    assert run.returncode == 0, f"{raw_folder} {variables}\n{run.output[-5000:]}"


@functools.cache
def _link() -> Path:
    """Return the one path that all folders are read by: another one costs a parse.

    It is such a name as people give their folders.
    """
    folder = tempfile.TemporaryDirectory(prefix="worlds_")
    atexit.register(folder.cleanup)
    return Path(folder.name) / "raw files' ü"
