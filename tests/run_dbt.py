"""Runs of dbt beside the user's own files: nothing of theirs is read or written.

A run takes 5 s as a program of its own and less than 2 s here, for two reasons. Each is
a child of a server that has imported dbt already (and not of pytest, for DuckDB would
keep its files locked). And dbt parses all again when an environment variable of
profiles.yml changes: so every run builds the same path, and the file is moved there and
back.
"""

import atexit
import functools
import gc
import json
import multiprocessing
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
TIMEOUT_SECONDS = 600

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb"])


@dataclass(frozen=True)
class DbtRun:
    """What a run left: its exit status (0 is success), its output, its artifacts."""

    returncode: int
    output: str
    target_path: Path

    @property
    def statuses(self) -> dict[str, str]:
        """Return how each node ended: success, pass, fail, error, skipped ..."""
        path = self.target_path / "run_results.json"
        if not path.exists():
            return {}
        results = json.loads(path.read_text(encoding="utf-8"))["results"]
        return {result["unique_id"]: result["status"] for result in results}

    @property
    def manifest(self) -> dict:
        """Return dbt's manifest of the project."""
        path = self.target_path / "manifest.json"
        return json.loads(path.read_text(encoding="utf-8"))


def run_dbt(
    *arguments: str,
    duckdb_path: Path | None = None,
    raw_files: Path | str | None = None,
    rules: Path | None = None,
    variables: dict | None = None,
    project: Path = PROJECT,
    kill_at: str | None = None,
    keeps_artifacts: bool = False,
    with_metrics: bool = False,
) -> DbtRun:
    """Run dbt with the arguments; never raises for what dbt finds wrong.

    Without a duckdb_path the run starts without a database and leaves none. It is
    killed as soon as its output holds kill_at. Its statuses and manifest are there only
    if it keeps its artifacts, which takes a twentieth of its time. MetricFlow's views
    and metrics are part of the project only with_metrics.
    """
    home = _home(project, with_metrics)
    target_path = home / "target"
    (target_path / "run_results.json").unlink(missing_ok=True)
    database, output = home / "beyond_mql.duckdb", home / "output.txt"
    command = [
        *(*arguments, "--no-use-colors", "--log-level-file", "none"),
        *("--target-path", str(target_path), "--log-path", str(home)),
    ]
    if not keeps_artifacts:
        command.append("--no-write-json")
    if variables:
        command += ["--vars", json.dumps(variables)]
    environment = os.environ | {
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "DUCKDB_PATH": str(database),
        "RAW_FILES": str(raw_files or ""),
        "RULES": str(rules or ""),
        "METRICS": "1" if with_metrics else "",
    }
    if duckdb_path:
        _move(duckdb_path, database)
    else:
        _move(database, None)
    output.unlink(missing_ok=True)
    child = _context.Process(target=_run, args=(command, environment, project, output))
    child.start()
    if kill_at:
        while child.is_alive() and kill_at not in _text(output):
            child.join(0.02)
        child.kill()
    child.join(TIMEOUT_SECONDS)
    if child.is_alive():
        child.kill()
        child.join()
    _move(database, duckdb_path)
    return DbtRun(child.exitcode, _text(output), target_path)


def _text(output: Path) -> str:
    """Return what a run has printed so far."""
    if not output.exists():
        return ""
    return output.read_text(encoding="utf-8", errors="replace")


def _move(database: Path, target: Path | None) -> None:
    """Move a database and what a killed run has left beside it, or remove both."""
    for suffix in ("", ".wal"):
        file = database.with_name(database.name + suffix)
        if target:
            target.with_name(target.name + suffix).unlink(missing_ok=True)
        if file.exists() and target:
            file.replace(target.with_name(target.name + suffix))
        else:
            file.unlink(missing_ok=True)


@functools.cache
def _home(project: Path, with_metrics: bool) -> Path:
    """Return the folder that holds what dbt makes of a project, until the tests end."""
    folder = tempfile.TemporaryDirectory(prefix=f"{project.name}_")
    atexit.register(folder.cleanup)
    return Path(folder.name)


def _run(
    command: list[str], environment: dict[str, str], project: Path, output: Path
) -> None:
    """Be the child: run dbt, all of its output in a file, and exit as dbt does."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(project)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    # As in the Makefile: a fifth of dbt's time.
    gc.disable()
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import cli

    try:
        cli(command)
    finally:
        # Else the last changes stay in a file beside the database's.
        DuckDBConnectionManager.close_all_connections()
