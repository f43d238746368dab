"""MetricFlow's `mf`, beside the user's own files: many commands in one process.

mf reads the semantic manifest in the project's folder target, and opens the database
for writing: so it gets a project of its own, with copies of both.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from run_dbt import PROJECT, run_dbt

COMMANDS = """
import json
import sys

from dbt_metricflow.cli.cli_configuration import CLIConfiguration

import metrics

configuration = CLIConfiguration()
for command in json.load(sys.stdin):
    metrics.run(command, configuration)
"""


def make_project(
    folder: Path, duckdb_path: Path, variables: dict | None = None
) -> Path:
    """Make a project for mf in an empty folder; return the folder."""
    parsed = run_dbt("parse", variables=variables)
    assert parsed.returncode == 0, parsed.output
    for name in ("dbt_project.yml", "profiles.yml"):
        shutil.copyfile(PROJECT / name, folder / name)
    (folder / "target").mkdir()
    manifest = parsed.target_path / "semantic_manifest.json"
    shutil.copyfile(manifest, folder / "target" / manifest.name)
    shutil.copyfile(duckdb_path, folder / "beyond_mql.duckdb")
    return folder


def ask(project: Path, *commands: list[str]) -> str:
    """Run commands of mf in one process; return what they print."""
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS],
        cwd=project,
        env=os.environ
        | {"PYTHONPATH": str(PROJECT / "scripts"), "DUCKDB_PATH": "beyond_mql.duckdb"},
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
