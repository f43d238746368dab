"""Runs of dbt beside the user's own files: nothing of theirs is read or written.

Runs of one project that parse alike share a server, which has parsed it. The name of
the database is part of what is parsed: so every run builds the same path, and the file
is moved there and back.
"""

import atexit
import functools
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from dbt_server import DbtServer, text_of

PROJECT = Path(__file__).resolve().parent.parent
# The variables that dbt reads when it parses. All others it reads when it runs.
PARSED_VARIABLES = {"raw_schema", "raw_database", "freshness_warn_hours"}
# What a project is parsed from.
SOURCES = ("*.yml", "models", "macros", "seeds", "tests", "analyses", "dbt_packages")


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
        """Return dbt's manifest of the project, if the run was a parse."""
        path = self.target_path / "manifest.json"
        return json.loads(path.read_text(encoding="utf-8"))


def run_dbt(
    *arguments: str,
    duckdb_path: Path | None = None,
    raw_files: Path | str | None = None,
    rules: Path | str | None = None,
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
    home = _home(project)
    (home / "target" / "run_results.json").unlink(missing_ok=True)
    database, output = home / "beyond_mql.duckdb", home / "output.txt"
    command = [*arguments, *_settings(home, variables or {})]
    if not keeps_artifacts:
        command.append("--no-write-json")
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
    server = _server(project, variables or {}, environment)
    returncode = server.run(command, environment, output, kill_at)
    _move(database, duckdb_path)
    return DbtRun(returncode, text_of(output), home / "target")


def _settings(home: Path, variables: dict) -> list[str]:
    """Return what every run in a home is told, and these variables."""
    return [
        # The static parser has threads, which a fork does not take along.
        *("--no-static-parser", "--no-use-colors", "--log-level-file", "none"),
        *("--target-path", str(home / "target"), "--log-path", str(home)),
        *(("--vars", json.dumps(variables)) if variables else ()),
    ]


def _server(
    project: Path, variables: dict, environment: Mapping[str, str]
) -> DbtServer:
    """Return a server that has parsed the project as this run would."""
    parsed = {name: variables[name] for name in PARSED_VARIABLES & set(variables)}
    is_raw, has_metrics = bool(environment["RAW_FILES"]), bool(environment["METRICS"])
    key = (json.dumps(parsed, sort_keys=True), is_raw, has_metrics)
    servers, state = _servers(project), _state(project)
    if key in servers and servers[key][0] != state:
        servers.pop(key)[1].close()
    if key not in servers:
        settings = [*_settings(_home(project), parsed), "--no-write-json"]
        servers[key] = (state, DbtServer(project, settings, environment))
    return servers[key][1]


@functools.cache
def _servers(project: Path) -> dict[tuple, tuple[tuple, DbtServer]]:
    """Return the servers of a project, which end when the tests do."""
    servers: dict[tuple, tuple[tuple, DbtServer]] = {}
    atexit.register(lambda: [server.close() for _, server in servers.values()])
    return servers


def _state(project: Path) -> tuple:
    """Return what changes with the project's files: their times and sizes."""
    found = [path for source in SOURCES for path in project.glob(source)]
    files = [file for path in found for file in (path, *path.rglob("*"))]
    states = [(file, file.stat()) for file in sorted(files) if file.is_file()]
    return tuple((str(file), it.st_mtime_ns, it.st_size) for file, it in states)


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
def _home(project: Path) -> Path:
    """Return the folder that holds what dbt makes of a project, until the tests end."""
    folder = tempfile.TemporaryDirectory(prefix=f"{project.name}_")
    atexit.register(folder.cleanup)
    return Path(folder.name)
