"""What the tests ask of an engine: run dbt on it, load raw tables, read its tables."""

import json
import os
import re
import subprocess
import tempfile
from abc import ABC, abstractmethod
from pathlib import Path
from typing import ClassVar

import duckdb

from comparing import Row
from run_dbt import PROJECT, DbtRun

# A whole build with all tests, on a machine that has other things to do.
TIMEOUT_SECONDS = 2400
# As in the Makefile: dbt without Python's search for cycles.
DBT = (
    "import gc; gc.disable(); from dbt.cli.main import cli; cli(prog_name='dbt')",
    "--no-use-colors",
)
SCHEMA = "beyond_mql"


class Engine(ABC):
    """A target of profiles.yml, with a server or a folder of its own."""

    name: str
    makes_increments: bool
    project = PROJECT
    # The sample's raw tables in a schema have the rules of its company, too.
    rules = PROJECT / "sample" / "rules"
    environment: dict[str, str]
    variables: ClassVar[dict[str, str]] = {}

    def __init__(self, home: Path) -> None:
        """Keep everything in an empty folder."""
        self.home = home

    @property
    def python(self) -> Path:
        """Return the Python of the environment with the engine's adapter."""
        folder = os.environ.get("ENGINE_VENVS", str(PROJECT))
        return Path(folder) / f".venv-{self.name}" / "bin" / "python"

    def run_dbt(self, *arguments: str, **variables: str) -> DbtRun:
        """Run dbt with the arguments; never raises for what dbt finds wrong."""
        target_path = self.home / "target"
        (target_path / "run_results.json").unlink(missing_ok=True)
        done = self.run_python(
            *(*DBT, *arguments, "--target", self.name),
            *("--vars", json.dumps(self.variables | variables)),
            *("--target-path", str(target_path), "--log-path", str(self.home)),
            *("--log-level-file", "none"),
        )
        return DbtRun(done.returncode, done.stdout, target_path)

    def run_python(self, code: str, *arguments: str) -> subprocess.CompletedProcess:
        """Run Python code beside the adapter; its output is all in stdout."""
        return subprocess.run(
            [self.python, "-c", code, *arguments],
            cwd=self.project,
            env=os.environ
            | {
                "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
                "RAW_FILES": "",
                "RULES": str(self.rules),
                "METRICS": "1",
            }
            | self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=TIMEOUT_SECONDS,
            check=False,
        )

    @abstractmethod
    def load(self, schema: str, folder: Path) -> None:
        """Make a schema with a table of each <table>.parquet of a folder."""

    @abstractmethod
    def read_table(self, table: str, like: Path) -> list[Row]:
        """Read a mart; like is a DuckDB file with the same table."""

    def was_increment(self) -> bool:
        """Say whether the last run was an increment."""
        return False


def fetch_rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """Return the rows of a DuckDB query."""
    cursor = connection.execute(query)
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def problems_of(run: DbtRun) -> str:
    """Return what dbt said of the nodes that failed, without the noise of a server."""
    failed = [name for name, status in run.statuses.items() if is_bad(status)]
    start = re.search(r"\d\d:\d\d:\d\d +(Completed with|Encountered)", run.output)
    text = run.output[start.start() :] if start else run.output[-5000:]
    return "\n".join([*failed, text[:10000]])


def is_bad(status: str) -> bool:
    """Say whether a node that ended so has not done what it should."""
    return status not in ("success", "pass", "no-op")


def as_csv(database: Path, query: str, name: str) -> Path:
    r"""Write the rows of a DuckDB query into a CSV file in which \N is null."""
    path = Path(tempfile.mkdtemp(dir=database.parent)) / f"{name}.csv"
    with duckdb.connect() as connection:
        connection.execute(
            f"copy ({query}) to '{path}' (format csv, header, nullstr '\\N')"
        )
    return path
