"""A copy of the project that a test may change."""

import shutil
from pathlib import Path

from run_dbt import PROJECT


def copied_project(folder: Path) -> Path:
    """Return a copy of the project, without what was made of it."""
    project = folder / "project"
    ignored = shutil.ignore_patterns(".*", "target", "logs", "tests", "*.duckdb*")
    shutil.copytree(PROJECT, project, ignore=ignored)
    return project
