"""The linters have nothing to say. SQL: sqlfluff, YAML: yamllint, Python: ruff."""

import subprocess
import sys
from pathlib import Path

import pytest

from run_dbt import PROJECT

BIN = Path(sys.executable).parent
SQLFLUFF = ["sqlfluff", "lint", "--processes", "0", "--disable-progress-bar"]


@pytest.mark.parametrize(
    "command",
    [
        [*SQLFLUFF, "models", "tests", "analyses"],
        ["yamllint", "--strict", "."],
        ["ruff", "check", "."],
        ["ruff", "format", "--check", "."],
    ],
    ids=" ".join,
)
def test_linter(command):
    done = subprocess.run(
        [BIN / command[0], *command[1:]],
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
