"""Eight readers ask the marts while the project builds, and while it does not.

    python bench/load.py [--raw FOLDER] [--readers 8] [--seconds 20] [--pause 0.1]

On DuckDB the build is `make publish`; on Postgres `dbt build` into the tables that are
being read, on a server of its own (`make load` installs it). Without --raw it is the
sample that is built.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from reader import QUESTIONS

PROJECT = Path(__file__).resolve().parent.parent
READER = Path(__file__).with_name("reader.py")
__all__ = ["QUESTIONS", "readers"]


@dataclass
class Answers:
    """What the readers were told: how long each answer took, and what failed."""

    waits: list[float] = field(default_factory=list)
    openings: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)
    fewest: int = 0
    seconds: float = 0.0

    def line(self, engine: str, what: str) -> str:
        """Return the row of the table."""
        median, p95 = (statistics.quantiles(self.waits, n=100)[n] for n in (49, 94))
        opening = statistics.quantiles(self.openings, n=100)[94]
        return (
            f"| {engine} | {what} | {self.seconds:.0f} | {len(self.waits):,} "
            f"| {len(self.failures)} | {median:.1f} | {p95:.1f} | {opening:.0f} |"
        )


@contextmanager
def readers(
    engine: str,
    target: str,
    *,
    count: int = 8,
    pause: float = 0.1,
    python: str | Path = sys.executable,
) -> Iterator[Answers]:
    """Let readers ask until the end of the block; what they were told is there then."""
    answers = Answers()
    with tempfile.TemporaryDirectory(prefix="beyond_mql_readers_") as folder:
        stop = Path(folder) / "stop"
        logs = [Path(folder) / f"{number}.json" for number in range(count)]
        processes = [
            subprocess.Popen(
                [
                    *(str(python), str(READER), engine, target, str(stop), str(log)),
                    *(str(number), str(pause)),
                ]
            )
            for number, log in enumerate(logs)
        ]
        started = time.monotonic()
        try:
            yield answers
        finally:
            answers.seconds = time.monotonic() - started
            stop.touch()
            statuses = [process.wait(60) for process in processes]
        assert statuses == [0] * count, f"readers ended with {statuses}"
        told = [json.loads(log.read_text()) for log in logs]
    for each in told:
        answers.waits += each["waits"]
        answers.openings += each["openings"]
        answers.failures += each["failures"]
    answers.fewest = min(len(each["waits"]) for each in told)


def measure(
    engine: str, target: str, build: Callable[[], None], settings, python
) -> list[tuple[str, Answers]]:
    """Return what readers are told without a build, and during one."""
    options = {
        "count": settings.readers,
        "pause": settings.pause,
        "python": python,
    }
    with readers(engine, target, **options) as quiet:
        time.sleep(settings.seconds)
    with readers(engine, target, **options) as busy:
        build()
    return [("no build", quiet), ("a build", busy)]


def on_duckdb(settings) -> list[tuple[str, Answers]]:
    """Measure on a published DuckDB file."""
    with tempfile.TemporaryDirectory(prefix="beyond_mql_load_") as folder:
        path = Path(folder) / "published.duckdb"
        environment = os.environ | {"DUCKDB_PATH": str(path)}
        if settings.raw:
            environment["RAW_FILES"] = str(Path(settings.raw).resolve())
            environment["RULES"] = str(PROJECT / "sample" / "rules")

        def publish() -> None:
            subprocess.run(
                ["make", "-s", "publish", "DBT_ARGS=--full-refresh"],
                cwd=PROJECT,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )

        publish()
        return measure("duckdb", str(path), publish, settings, sys.executable)


def on_postgres(settings) -> list[tuple[str, Answers]]:
    """Measure on a server of its own."""
    sys.path[:0] = [str(PROJECT / "tests"), str(PROJECT / "tests" / "engines")]
    from postgres import ADMIN, postgres_server

    with postgres_server() as server:
        variables = {}
        if settings.raw:
            server.load("raw", Path(settings.raw).resolve())
            variables = {"raw_schema": "raw"}

        def build() -> None:
            arguments = ("build", "--exclude-resource-type", "unit_test")
            run = server.run_dbt(*arguments, "--full-refresh", **variables)
            assert run.returncode == 0, run.output[-5000:]

        build()
        target = f"host=127.0.0.1 port={server.port} user={ADMIN} dbname={ADMIN}"
        return measure("postgres", target, build, settings, server.python)


def main() -> int:
    """Print the table; return 1 if a question was not answered."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--raw", help="a folder with Parquet files, not the sample")
    parser.add_argument("--readers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=20)
    parser.add_argument("--pause", type=float, default=0.1)
    parser.add_argument("--engines", default="duckdb,postgres")
    settings = parser.parse_args()
    print(
        "| engine | during | seconds | answers | failed | median | p95 | p95 to open |"
    )
    print("|---|---|---|---|---|---|---|---|")
    failed = False
    for engine in settings.engines.split(","):
        found = {"duckdb": on_duckdb, "postgres": on_postgres}[engine](settings)
        for what, answers in found:
            print(answers.line(engine, what), flush=True)
            for failure in sorted(set(answers.failures))[:3]:
                print(failure, file=sys.stderr)
            failed = failed or bool(answers.failures)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
