"""Every key in the project's YAML is one that dbt knows.

dbt looks at its own schema on four cloud warehouses only, so on DuckDB a misspelt key
counts for nothing without a word. Here DuckDB is made one of them.
"""

import os
import subprocess
import sys

from run_dbt import PROJECT

PARSE = """
import sys
from dbt.cli.main import cli
from dbt.jsonschemas import jsonschemas

jsonschemas._JSONSCHEMA_SUPPORTED_ADAPTERS.add("duckdb")
cli(["parse", "--no-partial-parse", "--no-use-colors", "--show-all-deprecations",
     *sys.argv[1:]])
"""


def parse(project, target):
    """Parse a project with dbt's schema in force; return the finished process."""
    paths = ["--target-path", str(target), "--log-path", str(target)]
    return subprocess.run(
        [sys.executable, "-c", PARSE, *paths],
        cwd=project,
        env=os.environ | {"METRICS": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_projects_yaml_has_no_key_that_dbt_does_not_know(tmp_path):
    done = parse(PROJECT, tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr


def test_such_a_key_stops_the_run(tmp_path):
    project = tmp_path / "project"
    (project / "models").mkdir(parents=True)
    (project / "dbt_project.yml").write_text(
        "{name: faulty, version: 1.0.0, profile: beyond_mql, "
        "flags: {warn_error_options: {error: all}}}"
    )
    (project / "profiles.yml").write_text((PROJECT / "profiles.yml").read_text())
    (project / "models" / "one.sql").write_text("select 1 as id")
    (project / "models" / "one.yml").write_text(
        "models: [{name: one, columns: [{name: id, descripton: Misspelt.}]}]"
    )

    done = parse(project, tmp_path / "target")

    assert done.returncode != 0
    assert "descripton" in done.stdout
