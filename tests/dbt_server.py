"""A process that has dbt imported and a project parsed, and forks itself for each run.

dbt imports for 2 s and parses for 3 to 6 s; a fork of this process needs neither. A
child must not come from pytest itself: its DuckDB would keep the files locked.
"""

import gc
import multiprocessing
import os
import signal
import time
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path

TIMEOUT_SECONDS = 600

_importing = multiprocessing.get_context("forkserver")
_importing.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb"])
_forking = multiprocessing.get_context("fork")


class DbtServer:
    """A parsed project to run dbt on, until it is closed."""

    def __init__(
        self, project: Path, settings: list[str], environment: Mapping[str, str]
    ) -> None:
        """Parse a project with these settings; without success each run parses."""
        self._pipe, other_end = _importing.Pipe()
        arguments = (other_end, self._pipe, project, settings, dict(environment))
        self._process = _importing.Process(target=_serve, args=arguments)
        self._process.start()
        other_end.close()

    def run(
        self,
        command: list[str],
        environment: Mapping[str, str],
        output: Path,
        kill_at: str | None = None,
    ) -> int:
        """Run dbt, its output in a file, killed when that holds kill_at.

        Return the exit status: negative if it was killed, by kill_at or after
        TIMEOUT_SECONDS.
        """
        self._pipe.send((command, dict(environment), output))
        child, start = self._pipe.recv(), time.monotonic()
        while not self._pipe.poll(0.02 if kill_at else TIMEOUT_SECONDS):
            is_late = time.monotonic() - start > TIMEOUT_SECONDS
            if is_late or (kill_at and kill_at in text_of(output)):
                os.kill(child, signal.SIGKILL)
                break
        return self._pipe.recv()

    def close(self) -> None:
        """Let the process end."""
        self._pipe.close()
        self._process.join()


def text_of(output: Path) -> str:
    """Return what a run has printed so far."""
    if not output.exists():
        return ""
    return output.read_text(encoding="utf-8", errors="replace")


def _serve(
    pipe: Connection,
    callers_end: Connection,
    project: Path,
    settings: list[str],
    environment: dict[str, str],
) -> None:
    """Be the server: parse, then fork a child for each command that comes."""
    callers_end.close()
    os.chdir(project)
    os.environ.clear()
    os.environ.update(environment)
    # As in the Makefile: a fifth of dbt's time.
    gc.disable()
    manifest = _parsed(settings)
    gc.freeze()
    while True:
        try:
            command, environment, output = pipe.recv()
        except EOFError:
            return
        arguments = (command, environment, output, manifest)
        child = _forking.Process(target=_run, args=arguments)
        child.start()
        pipe.send(child.pid)
        child.join()
        pipe.send(child.exitcode)


def _parsed(settings: list[str]):
    """Return the manifest of the project, or None where it cannot be parsed."""
    from dbt.cli.main import dbtRunner

    return dbtRunner().invoke(["--quiet", "--no-print", "parse", *settings]).result


def _run(command: list[str], environment: dict[str, str], output: Path, manifest):
    """Be the child: run dbt, all of its output in a file, and exit as dbt does."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import cli

    os.environ.clear()
    os.environ.update(environment)
    file = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    # `dbt parse` is asked for what it writes.
    given = None if "parse" in command else manifest
    try:
        cli(command, obj={"manifest": given, "callbacks": []})
    finally:
        # Else the last changes stay in a file beside the database's.
        DuckDBConnectionManager.close_all_connections()
