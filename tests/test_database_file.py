"""A DuckDB file that cannot be used is named in one sentence."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from run_dbt import PROJECT

HOLDER = """
import sys, duckdb
connection = duckdb.connect(sys.argv[1], read_only=sys.argv[2] == "reads")
print("open", flush=True)
sys.stdin.read()
"""
PYTHON = str(PROJECT / ".venv" / "bin" / "python")
SCRIPTS = PROJECT / "scripts"
# What dbt opens, it opens for writing.
WRITERS = {
    "build": ["make", "-s", "build"],
    "docs": ["make", "-s", "docs"],
    "metrics": ["make", "-s", "metrics"],
}
READERS = {
    "report": [PYTHON, "-m", "report"],
    "export": [PYTHON, "-m", "export"],
    "headline": [PYTHON, str(SCRIPTS / "print_headline.py")],
}


def run(command: list[str], database: Path) -> subprocess.CompletedProcess:
    """Run a command of the Makefile's on a DuckDB file."""
    manifest = database.with_name("manifest.json")
    names = {"DUCKDB_PATH": str(database), "DBT_MANIFEST": str(manifest)}
    return subprocess.run(
        command,
        cwd=PROJECT,
        env=os.environ | names | {"PYTHONPATH": str(SCRIPTS), "RAW_FILES": ""},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def database(tmp_path) -> Path:
    """Return a DuckDB file, beside what dbt knows of it: nothing."""
    (tmp_path / "manifest.json").write_text("{}")
    path = tmp_path / "used.duckdb"
    duckdb.connect(path).close()
    return path


@pytest.fixture
def held(database, request):
    """Return the file while another program holds it, and the program."""
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(database), request.param],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    holder.stdout.readline()
    yield database, holder
    holder.communicate()


@pytest.mark.parametrize(
    ("held", "command"),
    [
        *(("reads", command) for command in WRITERS.values()),
        *(("writes", command) for command in {**WRITERS, **READERS}.values()),
    ],
    ids=[
        *(f"reads-{name}" for name in WRITERS),
        *(f"writes-{name}" for name in {**WRITERS, **READERS}),
    ],
    indirect=["held"],
)
def test_a_file_that_another_program_holds_is_told_in_a_sentence(held, command):
    database, holder = held
    done = run(command, database)
    assert done.returncode != 0
    said = next(line for line in done.stderr.splitlines() if str(database) in line)
    assert said.endswith(
        f"{database}: another program (PID {holder.pid}) holds it open; "
        "close it there, or build with `make publish`, which readers never notice."
    )
    assert "Traceback" not in done.stdout + done.stderr


def test_a_folder_that_is_not_there_is_named(tmp_path):
    done = run(WRITERS["build"], tmp_path / "none" / "x.duckdb")
    assert done.returncode != 0
    assert f"there is no folder {tmp_path / 'none'}" in done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("name", ["Main", "it's"])
def test_a_name_that_no_database_can_have_is_refused(name, tmp_path):
    done = run(
        [
            *(PYTHON, "-m", "dbt.cli.main", "run", "--select", "base_leads"),
            *("--target-path", str(tmp_path / "target"), "--log-path", str(tmp_path)),
        ],
        tmp_path / f"{name}.duckdb",
    )
    assert done.returncode != 0
    assert f"DuckDB would call the database of this file {name}" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
