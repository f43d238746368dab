"""A Postgres server on loopback, with a port and a data folder of its own."""

import contextlib
import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

import duckdb

from comparing import Row
from engine import SCHEMA, Engine, as_csv, fetch_rows

ADMIN = "beyond_mql"
READER = "Bi reader"
NULL = r"\N"
CSV = rf"(format csv, header, null '{NULL}')"
READ_CSV = (
    f"header = true, nullstr = '{NULL}', delim = ',', quote = '\"', escape = '\"'"
)


class Postgres(Engine):
    """A server that runs; psql speaks to it, as a BI user's tool would."""

    name = "postgres"
    makes_increments = True
    variables: ClassVar[dict[str, str]] = {"reader_role": READER}

    def __init__(self, home: Path, port: int) -> None:
        """Keep where the server listens."""
        super().__init__(home)
        self.port = port
        self.environment = {
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(port),
            "POSTGRES_USER": ADMIN,
            "POSTGRES_DATABASE": ADMIN,
            "POSTGRES_SCHEMA": SCHEMA,
            "POSTGRES_THREADS": "2",
        }

    def load(self, schema: str, folder: Path) -> None:
        """Make a schema with a table of each <table>.parquet of a folder."""
        self.psql(f"drop schema if exists {schema} cascade; create schema {schema}")
        for path in sorted(folder.glob("*.parquet")):
            with duckdb.connect() as connection:
                columns = connection.execute(
                    f"describe select * from '{path}'"
                ).fetchall()
            typed = ", ".join(f'"{name}" {kind}' for name, kind, *_ in columns)
            rows = as_csv(path, f"select * from '{path}'", path.stem)
            self.psql(f"create table {schema}.{path.stem} ({typed})")
            self.psql(rf"\copy {schema}.{path.stem} from '{rows}' with {CSV}")

    def read_table(self, table: str, like: Path) -> list[Row]:
        """Read a mart by psql, its texts as the types of DuckDB's table."""
        path = self.home / f"{table}.csv"
        query = f"(select * from {SCHEMA}.{table})"
        self.psql(rf"\copy {query} to '{path}' with {CSV}")
        with duckdb.connect(str(like), read_only=True) as connection:
            columns = connection.execute(f"describe {table}").fetchall()
            types = {name: kind for name, kind, *_ in columns}
            return fetch_rows(
                connection,
                f"select * from read_csv('{path}', {READ_CSV}, columns = {types})",
            )

    def was_increment(self) -> bool:
        """Say whether the last run was an increment."""
        state = self.psql(f"select is_finished, is_increment from {SCHEMA}.run_state")
        return state.strip() == "t|t"

    def psql(self, command: str, user: str = ADMIN) -> str:
        """Run a command; return its rows as text. Raises what the server says."""
        done = subprocess.run(
            [
                *("psql", "--no-psqlrc", "--quiet", "--tuples-only", "--no-align"),
                *("--set", "ON_ERROR_STOP=1", "--host", "127.0.0.1"),
                *("--port", str(self.port), "--username", user, "--dbname", ADMIN),
                *("--command", command),
            ],
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode:
            raise PsqlError(done.stderr)
        return done.stdout


class PsqlError(Exception):
    """What the server said to a command that it did not carry out."""


@contextlib.contextmanager
def postgres_server() -> Iterator[Postgres]:
    """Run a server until the end of the block, in a folder that is gone then."""
    with tempfile.TemporaryDirectory(prefix="beyond_mql_postgres_") as folder:
        home = Path(folder)
        with _running_server(home, home / "data") as port:
            server = Postgres(home, port)
            server.psql(f'create role "{READER}" login')
            yield server


@contextlib.contextmanager
def _running_server(home: Path, data: Path) -> Iterator[int]:
    """Run a server until the end of the block; the value is its port."""
    data.mkdir()
    as_owner = _as_owner(home, data)
    port = _free_port()
    options = f"-p {port} -h 127.0.0.1 -k {data} -c fsync=off -c full_page_writes=off"
    pg_ctl = [*as_owner, str(_bin() / "pg_ctl"), "--pgdata", str(data), "--wait"]
    subprocess.run(
        [
            *(*as_owner, str(_bin() / "initdb"), "--pgdata", str(data)),
            *("--username", ADMIN, "--auth", "trust", "--encoding", "UTF8"),
            *("--locale", "C.UTF-8", "--no-sync"),
        ],
        cwd="/",
        check=True,
        stdout=subprocess.DEVNULL,
    )
    start = ["start", "--log", str(data / "log"), "--options", options]
    subprocess.run([*pg_ctl, *start], cwd="/", check=True, stdout=subprocess.DEVNULL)
    try:
        subprocess.run(
            [
                *("createdb", "--host", "127.0.0.1", "--port", str(port)),
                *("--username", ADMIN, "--maintenance-db", "postgres", ADMIN),
            ],
            check=True,
        )
        yield port
    finally:
        stop = [*pg_ctl, "stop", "--mode", "immediate"]
        subprocess.run(stop, cwd="/", check=True, stdout=subprocess.DEVNULL)


def _bin() -> Path:
    """Return the folder of the newest server's programs."""
    found = Path("/usr/lib/postgresql").glob("*/bin/initdb")
    return max(found, key=lambda path: int(path.parent.parent.name)).parent


def _as_owner(home: Path, data: Path) -> list[str]:
    """Return what a command begins with: a server refuses to run as root."""
    if os.geteuid():
        return []
    # Its owner must be able to get to the data.
    home.chmod(0o711)
    shutil.chown(data, "postgres")
    return ["runuser", "--user", "postgres", "--"]


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]
