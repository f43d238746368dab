"""The ways to make the headline tables that are measured against each other."""

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import child

PROJECT = Path(__file__).resolve().parents[1]
HEADLINE = sorted(
    path.stem for path in (PROJECT / "models" / "marts" / "headline").glob("*.sql")
)
# As in the Makefile: a fifth of dbt's time.
DBT = "import gc; gc.disable(); from dbt.cli.main import cli; cli(prog_name='dbt')"


@dataclass(frozen=True)
class Way:
    """One way: its name, what it runs, and the file or folder that it makes."""

    name: str
    command: list[str]
    out: Path
    environment: dict[str, str] = field(default_factory=dict)
    keeps_out: bool = False

    def run(self) -> child.Cost:
        """Run it and return the cost; from nothing, unless it keeps what was there."""
        self.out.parent.mkdir(parents=True, exist_ok=True)
        if not self.keeps_out:
            remove(self.out)
        log = {"BENCH_LOG": str(self.out.parent / f"{self.name}.log".replace(" ", "_"))}
        return child.run(self.command, os.environ | self.environment | log, PROJECT)


def remove(out: Path) -> None:
    """Remove a database with its log, or the Parquet files of a folder."""
    for path in (out, out.with_name(out.name + ".wal")):
        path.unlink(missing_ok=True) if not path.is_dir() else None
    for path in out.glob("*.parquet"):
        path.unlink()


def dbt(name: str, arguments: list[str], raw: Path, home: Path, **options) -> Way:
    """Return a way through dbt, with a database and a target folder in a home."""
    out = home / "dbt.duckdb"
    return Way(
        name,
        [
            *(sys.executable, "-c", DBT, *arguments, "--no-use-colors"),
            *("--target-path", str(home / "target"), "--log-path", str(home)),
            *("--log-level-file", "none"),
        ],
        out,
        {
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "DO_NOT_TRACK": "1",
            "DUCKDB_PATH": str(out),
            "RAW_FILES": str(raw),
            "RULES": str(PROJECT / "sample" / "rules"),
        },
        **options,
    )


BUILD_HEADLINE = [
    *("build", "--select", "+path:models/marts/headline"),
    *("--exclude-resource-type", "unit_test", "test"),
]
BUILD_MODELS = ["build", "--exclude-resource-type", "unit_test", "test"]
BUILD_ALL = [
    *("build", "--exclude-resource-type", "unit_test"),
    *("--exclude", "path:tests/cross_db"),
    "--no-write-json",
]


def ways(raw: Path, home: Path, polars_python: Path | None) -> Iterator[Way]:
    """Return what is measured on a folder of raw files, the floor first."""
    script = str(PROJECT / "bench" / "floor.py")
    out = home / "floor.duckdb"
    yield Way("floor", [sys.executable, script, str(raw), str(out)], out)
    if polars_python:
        script = str(PROJECT / "bench" / "polars_headline.py")
        out = home / "polars"
        yield Way("Polars", [str(polars_python), script, str(raw), str(out)], out)
    yield dbt("dbt, headline", BUILD_HEADLINE, raw, home)
    yield dbt("dbt, all with tests", BUILD_ALL, raw, home)


def start_up(raw: Path, home: Path) -> Way:
    """Return dbt's start alone: imports, and a look at what changed in the project."""
    arguments = ["ls", "--quiet", "--select", "fct_goal_plan"]
    return dbt("dbt, start only", arguments, raw, home, keeps_out=True)
