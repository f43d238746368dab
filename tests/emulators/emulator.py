"""Emulators of warehouses, each a server on loopback, gone when the tests end."""

import contextlib
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import duckdb

from comparing import Row
from engine import SCHEMA, Engine, fetch_rows

HERE = Path(__file__).parent
START_SECONDS = 60
# Written by the warehouse's own client; \N is null.
WRITE_CSV = r"""
import csv, sys
{rows}
with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    writer.writerow(names)
    for row in rows:
        writer.writerow(["\\N" if value is None else value for value in row])
"""


class Emulator(Engine):
    """A warehouse's dialect, spoken by a server in the environment of its adapter."""

    makes_increments = False
    # Python that asks for the table sys.argv[1]: sets rows, and names in lower case.
    ask: str

    def __init__(self, home: Path, port: int) -> None:
        """Keep where the server listens."""
        super().__init__(home)
        self.environment = self.settings(port)

    @staticmethod
    def settings(port: int) -> dict[str, str]:
        """Return the variables that lead the output of profiles.yml to the server."""
        raise NotImplementedError

    def load(self, schema: str, folder: Path) -> None:
        """Raise: only seeds are loaded here."""
        raise NotImplementedError

    def read_table(self, table: str, like: Path) -> list[Row]:
        """Read a mart by the warehouse's client, as the types of DuckDB's table."""
        path = self.home / f"{table}.csv"
        code = WRITE_CSV.format(rows=self.ask)
        done = self.run_python(code, f"{SCHEMA}.{table}", str(path))
        assert done.returncode == 0, done.stdout[-3000:]
        with duckdb.connect(str(like), read_only=True) as connection:
            columns = connection.execute(f"describe {table}").fetchall()
            types = {name: kind for name, kind, *_ in columns}
            return fetch_rows(
                connection,
                f"select * from read_csv('{path}', header = true, nullstr = '\\N', "
                f"delim = ',', quote = '\"', escape = '\"', columns = {types})",
            )


class Snowflake(Emulator):
    """fakesnow."""

    name = "snowflake"
    ask = """
import os, snowflake.connector
keys = ("host", "port", "protocol", "account", "user", "password", "database")
connection = snowflake.connector.connect(
    **{key: os.environ["SNOWFLAKE_" + key.upper()] for key in keys}
)
cursor = connection.cursor()
cursor.execute("select * from " + sys.argv[1] + " limit 0")
names = [column[0].lower() for column in cursor.description]
# As texts: fakesnow hands over a null moment as that of 1970.
texts = ", ".join(f"cast({name} as varchar)" for name in names)
rows = cursor.execute(f"select {texts} from {sys.argv[1]}").fetchall()
"""

    @staticmethod
    def settings(port: int) -> dict[str, str]:
        """Return the variables that lead the output of profiles.yml to the server."""
        return {
            "SNOWFLAKE_HOST": "127.0.0.1",
            "SNOWFLAKE_PORT": str(port),
            "SNOWFLAKE_PROTOCOL": "http",
            "SNOWFLAKE_ACCOUNT": "fakesnow",
            "SNOWFLAKE_USER": "fake",
            "SNOWFLAKE_PASSWORD": "snow",
            # fakesnow takes a schema of the database's name for the database.
            "SNOWFLAKE_DATABASE": "analytics",
            "SNOWFLAKE_THREADS": "1",
        }


class BigQuery(Emulator):
    """crucible."""

    name = "bigquery"
    ask = """
import os
from google.api_core.client_options import ClientOptions
from google.auth.credentials import AnonymousCredentials
from google.cloud import bigquery
client = bigquery.Client(
    "beyond-mql",
    credentials=AnonymousCredentials(),
    client_options=ClientOptions(api_endpoint=os.environ["BIGQUERY_ENDPOINT"]),
)
rows = client.query_and_wait("select * from " + sys.argv[1])
names = [field.name for field in rows.schema]
"""

    @staticmethod
    def settings(port: int) -> dict[str, str]:
        """Return the variables that lead the output of profiles.yml to the server."""
        return {
            "BIGQUERY_ENDPOINT": f"http://127.0.0.1:{port}",
            "BIGQUERY_METHOD": "oauth-secrets",
            "BIGQUERY_TOKEN": "fake",
            "BIGQUERY_THREADS": "1",
        }


@contextlib.contextmanager
def running(kind: type[Emulator], home: Path) -> Iterator[Emulator]:
    """Run an emulator until the end of the block.

    Raises: RuntimeError with what it said, if it does not answer.
    """
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    emulator = kind(home, port)
    log = home / "server.log"
    with log.open("wb") as output:
        server = subprocess.Popen(
            [emulator.python, HERE / f"serve_{kind.name}.py", str(port)],
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    try:
        wait_for(server, port, log)
        yield emulator
    finally:
        server.kill()
        server.wait()


def wait_for(server: subprocess.Popen, port: int, log: Path) -> None:
    """Return as soon as a server takes connections.

    Raises: RuntimeError if it ended, or takes too long.
    """
    for _ in range(START_SECONDS * 10):
        with (
            contextlib.suppress(OSError),
            socket.create_connection(("127.0.0.1", port), timeout=1),
        ):
            return
        if server.poll() is not None:
            break
        time.sleep(0.1)
    raise RuntimeError(log.read_text(encoding="utf-8", errors="replace")[-3000:])
