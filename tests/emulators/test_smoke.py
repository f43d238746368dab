"""A smoke test: the sample in the dialects of warehouses, as emulators speak them.

An emulator is no warehouse. What fails here would fail there, or is the emulator's own
fault; what passes here may still fail there.
"""

import csv
from functools import partial
from pathlib import Path

import pytest

from comparing import assert_same_tables, read_table
from copying import copied_project
from emulator import BigQuery, Emulator, Snowflake, running
from engine import problems_of
from run_dbt import PROJECT, run_dbt

MARTS = sorted(path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql"))


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Return a copy of the project with a sample that has no line ends within values.

    crucible cannot read them in the files that seeds are loaded by.
    """
    project = copied_project(tmp_path_factory.mktemp("copy"))
    (project / "tests").symlink_to(PROJECT / "tests")
    for path in (project / "seeds" / "sample").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            rows = [
                [" ".join(value.split("\n")) for value in row]
                for row in csv.reader(file)
            ]
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)
    return project


@pytest.fixture(scope="module")
def duckdbs(project, tmp_path_factory) -> Path:
    """Return DuckDB's tables of that sample."""
    database = tmp_path_factory.mktemp("duckdb") / "sample.duckdb"
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        duckdb_path=database,
        project=project,
    )
    assert run.returncode == 0, run.output[-5000:]
    return database


@pytest.mark.parametrize("kind", [Snowflake, BigQuery])
def test_the_sample_is_built_and_tested_and_gives_the_same_numbers(
    kind: type[Emulator], project, duckdbs, tmp_path
):
    with running(kind, tmp_path) as emulator:
        emulator.project = project
        run = emulator.run_dbt("build", "--exclude-resource-type", "unit_test")
        assert run.returncode == 0, problems_of(run)
        assert {name.split(".")[0] for name in run.statuses} >= {
            "model",
            "seed",
            "test",
        }
        assert_same_tables(
            MARTS,
            partial(read_table, duckdbs),
            partial(emulator.read_table, like=duckdbs),
        )
