"""On each engine dbt builds all, with all of its tests, and every mart is DuckDB's."""

import duckdb
import pytest

from comparing import compare_tables, keys_of, read_table, shortened
from engine import problems_of
from run_dbt import PROJECT, run_dbt

MARTS = sorted(path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql"))
RAW_SCHEMA = "crm"


def assert_tables_equal(engine, database):
    """Compare every mart, cell by cell."""
    differences = []
    for table in MARTS:
        expected = read_table(database, table)
        actual = engine.read_table(table, database)
        differences += compare_tables(expected, actual, keys_of(table), table=table)
    assert not differences, "\n".join(shortened(differences))


@pytest.fixture(scope="session")
def changed_duckdb(changed_rows, tmp_path_factory):
    """Return DuckDB's tables of the changed rows."""
    database = tmp_path_factory.mktemp("duckdb") / "changed.duckdb"
    with duckdb.connect(database) as connection:
        connection.execute(f"create schema {RAW_SCHEMA}")
        for path in changed_rows.glob("*.parquet"):
            connection.execute(
                f"create table {RAW_SCHEMA}.{path.stem} as select * from '{path}'"
            )
    run = run_dbt("build", duckdb_path=database, variables={"raw_schema": RAW_SCHEMA})
    assert run.returncode == 0, run.output[-10000:]
    return database


def test_the_sample_gives_the_same_numbers(engine, build_sample, sample):
    run = build_sample(engine)
    assert run.returncode == 0, problems_of(run)
    kinds = {name.split(".")[0] for name in run.statuses}
    assert kinds >= {"model", "seed", "test", "unit_test"}
    assert_tables_equal(engine, sample)


def test_changed_rows_in_a_schema_of_the_warehouse_give_the_same_numbers(
    engine, changed_rows, changed_duckdb
):
    engine.load(RAW_SCHEMA, changed_rows)
    run = engine.run_dbt(
        *("build", "--exclude-resource-type", "unit_test"), raw_schema=RAW_SCHEMA
    )
    assert run.returncode == 0, problems_of(run)
    assert_tables_equal(engine, changed_duckdb)
