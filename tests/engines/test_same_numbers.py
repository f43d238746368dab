"""On each engine dbt builds all, with all of its tests, and every mart is DuckDB's."""

from functools import partial

import duckdb
import pytest

from comparing import assert_same_tables, read_table
from engine import problems_of
from run_dbt import PROJECT, run_dbt

MARTS = sorted(path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql"))
# What it says depends on the runs before: on an engine with increments there are more.
HISTORY = "fct_kpi_restatements"
RAW_SCHEMA = "crm"


def assert_tables_equal(engine, database, but=()):
    """Compare every mart, cell by cell."""
    assert_same_tables(
        set(MARTS) - set(but),
        partial(read_table, database),
        partial(engine.read_table, like=database),
    )


@pytest.fixture(scope="session")
def duckdbs_today(loads, tmp_path_factory):
    """Return DuckDB's tables of today's rows, in a full run."""
    database = tmp_path_factory.mktemp("duckdb") / "today.duckdb"
    with duckdb.connect(database) as connection:
        connection.execute(f"create schema {RAW_SCHEMA}")
        for path in loads[1].glob("*.parquet"):
            connection.execute(
                f"create table {RAW_SCHEMA}.{path.stem} as select * from '{path}'"
            )
    run = run_dbt(
        "build",
        duckdb_path=database,
        rules=PROJECT / "sample" / "rules",
        variables={"raw_schema": RAW_SCHEMA},
    )
    assert run.returncode == 0, run.output[-10000:]
    return database


def test_the_sample_gives_the_same_numbers(engine, build_sample, sample):
    run = build_sample(engine)
    assert run.returncode == 0, problems_of(run)
    kinds = {name.split(".")[0] for name in run.statuses}
    assert kinds >= {"model", "seed", "test", "unit_test"}
    assert_tables_equal(engine, sample)


def test_changed_rows_in_a_schema_of_the_warehouse_give_the_same_numbers(
    engine, build_sample, loads, duckdbs_today
):
    assert build_sample(engine).returncode == 0
    if engine.makes_increments:
        engine.load(RAW_SCHEMA, loads[0])
        run = engine.run_dbt("run", raw_schema=RAW_SCHEMA)
        assert run.returncode == 0, problems_of(run)

    engine.load(RAW_SCHEMA, loads[1])
    run = engine.run_dbt(
        *("build", "--exclude-resource-type", "unit_test"), raw_schema=RAW_SCHEMA
    )

    assert run.returncode == 0, problems_of(run)
    assert engine.was_increment() == engine.makes_increments
    assert_tables_equal(engine, duckdbs_today, but=[HISTORY])


def test_own_rules_are_read_on_the_machine_that_runs_dbt(
    engine, build_sample, tmp_path, monkeypatch
):
    """A file that is missing counts as empty, and a fault has its file and line."""
    assert build_sample(engine).returncode == 0
    rules = tmp_path / "own's rules"
    rules.mkdir()
    (rules / "own_channels.csv").write_bytes(
        "\ufeffis_marketing,channel\r\n\r\ntrue,\"Caf\u00e9, 'x'\\\"\r\n".encode()
    )
    (rules / "own_personas.csv").write_text("priority,persona\n1,x\ny,z\n")
    monkeypatch.setattr(engine, "rules", rules)
    read = [*("run", "--select", "stg_own_rules", "stg_rule_faults")]

    run = engine.run_dbt(*read)

    assert run.returncode != 0
    assert "own_personas.csv, line 3 (priority=y" in run.output
    (rules / "own_personas.csv").unlink()
    run = engine.run_dbt(*read)
    assert run.returncode == 0, problems_of(run)
