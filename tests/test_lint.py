"""The linters have nothing to say. SQL: sqlfluff, YAML: yamllint, Python: ruff."""

import subprocess
import sys
from pathlib import Path

import pytest
import yaml

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


def test_pre_commit_runs_the_linters_at_the_pinned_versions():
    text = (PROJECT / ".pre-commit-config.yaml").read_text("utf-8")
    hooks = yaml.safe_load(text)["repos"][0]["hooks"]
    asked = {pin for hook in hooks for pin in hook["additional_dependencies"]}
    pinned = (PROJECT / "requirements-test.txt").read_text("utf-8").split()
    assert asked <= set(pinned)
    assert {pin.split("==")[0] for pin in asked} == {"ruff", "sqlfluff", "yamllint"}


def test_the_workflow_does_what_ci_does():
    text = (PROJECT / ".github" / "workflows" / "ci.yml").read_text("utf-8")
    steps = yaml.safe_load(text)["jobs"]["build-and-test"]["steps"]
    assert [step["run"] for step in steps if "run" in step] == ["bash .ci/run"]
