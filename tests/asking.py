"""MetricFlow's `mf` on what was shipped: many commands in one process.

It starts slowly. It opens the database for writing: so it gets a copy, and a project of
its own.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from run_dbt import PROJECT
from shipping import Shipment

COMMANDS = """
import json
import sys

from dbt_metricflow.cli.cli_configuration import CLIConfiguration

import metrics

configuration = CLIConfiguration()
for command in json.load(sys.stdin):
    metrics.run(command, configuration)
    print(end="\x1e")
"""
DATABASE = "beyond_mql.duckdb"
MADE_MANIFEST = "target/metrics/semantic_manifest.json"
MANIFEST = "target/semantic_manifest.json"


def make_project(folder: Path, shipment: Shipment) -> Path:
    """Make what mf needs of a project in an empty folder; return the folder."""
    assert shipment.statuses["metrics"] == 0, shipment.said
    (folder / MANIFEST).parent.mkdir()
    for name in ("dbt_project.yml", "profiles.yml", DATABASE):
        shutil.copyfile(shipment.made(name), folder / name)
    shutil.copyfile(shipment.made(MADE_MANIFEST), folder / MANIFEST)
    return folder


def ask(project: Path, *commands: list[str]) -> list[str]:
    """Run commands of mf in one process; return what each prints."""
    scripts = {"PYTHONPATH": str(PROJECT / "scripts"), "DUCKDB_PATH": DATABASE}
    done = subprocess.run(
        [sys.executable, "-c", COMMANDS],
        cwd=project,
        env=os.environ | scripts,
        input=json.dumps(commands),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.split("\x1e")[:-1]
