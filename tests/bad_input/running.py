"""Many checks of raw folders by dbt in few processes, for a start costs seconds."""

import gc
import io
import multiprocessing
import os
import time
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import duckdb

from random_worlds.tables import TABLES
from run_dbt import PROJECT

_context = multiprocessing.get_context("forkserver")
_context.set_forkserver_preload(["dbt.cli.main", "dbt.adapters.duckdb"])

# dbt works on one core.
PROCESSES = 2

Rows = dict[str, list[tuple]]


class Outcome(NamedTuple):
    """What became of a folder."""

    # What dbt said when it stopped; None if it did not.
    message: str | None
    rows: Rows
    # Of CPU, for this does not depend on what else runs.
    seconds: float
    # What dbt said in any case.
    said: str


def check_folders(folders: list[tuple[Path, bool]], home: Path) -> list[Outcome]:
    """Check each folder as a build does first; read its tables too where asked to."""
    children = []
    for number in range(PROCESSES):
        receiver, sender = _context.Pipe(duplex=False)
        part = home / f"process-{number}"
        part.mkdir()
        arguments = (folders[number::PROCESSES], part, sender)
        child = _context.Process(target=_check, args=arguments)
        child.start()
        sender.close()
        children.append((child, receiver))
    outcomes: list[Outcome] = [Outcome(None, {}, 0, "")] * len(folders)
    for number, (child, receiver) in enumerate(children):
        outcomes[number::PROCESSES] = _received(receiver)
        child.join()
        assert child.exitcode == 0, f"dbt's process ended with {child.exitcode}"
    return outcomes


def _received(receiver) -> list[Outcome]:
    """Return all that a child sends until it ends."""
    outcomes = []
    try:
        while True:
            outcomes.append(receiver.recv())
    except EOFError:
        return outcomes


def _check(folders: list[tuple[Path, bool]], home: Path, sender) -> None:
    """Be the child. One path stands for all folders: another one costs a parse."""
    link = home / "raw files' ü"
    database = home / "read.duckdb"
    os.environ |= {
        "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
        "DO_NOT_TRACK": "1",
        "DUCKDB_PATH": str(database),
        "RAW_FILES": str(link),
    }
    os.chdir(PROJECT)
    gc.disable()
    invoke = _invoker(home)
    for folder, is_read in folders:
        link.unlink(missing_ok=True)
        link.symlink_to(folder, target_is_directory=True)
        command = ("run-operation", "check_raw_tables")
        if is_read:  # a run begins with the same check
            command = ("run", "--select", "path:models/staging/base")
        start = time.process_time()
        is_done, said = invoke(*command)
        seconds = time.process_time() - start
        rows = _read(database) if is_read and is_done else {}
        sender.send(Outcome(None if is_done else said, rows, seconds, said))
        database.unlink(missing_ok=True)
    sender.close()


def _invoker(home: Path) -> Callable[..., tuple[bool, str]]:
    """Return a function that runs dbt and returns whether all went well, and why."""
    from dbt.adapters.duckdb.connections import DuckDBConnectionManager
    from dbt.cli.main import dbtRunner

    settings = [
        *("--quiet", "--no-use-colors", "--log-level-file", "none", "--no-write-json"),
        *("--target-path", str(home / "target"), "--log-path", str(home)),
    ]
    parsed = dbtRunner().invoke(["parse", *settings])
    assert parsed.success, parsed.exception

    def invoke(*command: str) -> tuple[bool, str]:
        said = io.StringIO()
        with redirect_stdout(said), redirect_stderr(said):
            done = dbtRunner(manifest=parsed.result).invoke([*command, *settings])
        # Else the last changes stay in a file beside the database's.
        DuckDBConnectionManager.close_all_connections()
        return done.success, said.getvalue() or repr(done.exception)

    return invoke


def _read(database: Path) -> Rows:
    """Read the contract's columns of all raw tables, each text as it came."""
    rows = {}
    with duckdb.connect(database, read_only=True) as connection:
        for table, columns in TABLES.items():
            base = connection.sql(f"select * from base_{table}")
            texts = ", ".join(_as_it_came(it.name, base.columns) for it in columns)
            rows[table] = base.project(texts).fetchall()
    return rows


def _as_it_came(name: str, columns: list[str]) -> str:
    """Return SQL of a column's text: beside it, where it is read as something else."""
    raw = f"{name}_as_it_came"
    return f"nullif(coalesce({raw}, {name}), '')" if raw in columns else name
