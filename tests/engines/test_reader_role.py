"""On Postgres, a BI user reads the marts, and nothing else, and writes nothing."""

import pytest

from engine import SCHEMA, problems_of
from postgres import READER, PsqlError
from run_dbt import PROJECT, run_dbt

MARTS = {path.stem for path in (PROJECT / "models" / "marts").rglob("*.sql")}
WRITES = [
    "insert into {mart} select * from {mart}",
    "update {mart} set month_start = month_start",
    "delete from {mart}",
    "truncate {mart}",
    "drop table {mart}",
    "alter table {mart} add column mine text",
    "create table {schema}.mine (id int)",
    "create view {schema}.mine as select 1 as id",
    "create schema mine",
]


@pytest.fixture(scope="module")
def reader(postgres, build_sample):
    """Return a function that runs a command as the role that dbt was told of."""
    run = build_sample(postgres)
    assert run.returncode == 0, problems_of(run)
    return lambda command: postgres.psql(command, user=READER)


def relations(postgres):
    """Return the names of all tables and views of the schema."""
    found = postgres.psql(
        "select table_name from information_schema.tables "
        f"where table_schema = '{SCHEMA}'"
    )
    return set(found.split())


def test_the_role_reads_every_mart(postgres, reader):
    assert relations(postgres) >= MARTS
    for mart in sorted(MARTS):
        rows = int(reader(f"select count(*) from {SCHEMA}.{mart}"))
        # What has changed in closed months: nothing can have, in a first run.
        assert rows > 0 or mart == "fct_kpi_restatements"


def test_the_role_reads_nothing_else(postgres, reader):
    others = sorted(relations(postgres) - MARTS)
    assert {"leads", "base_leads", "stg_leads", "int_leads"} <= set(others)
    for name in others:
        with pytest.raises(PsqlError, match=r"permission denied for (table|view)"):
            reader(f"select count(*) from {SCHEMA}.{name}")


@pytest.mark.parametrize("command", WRITES)
def test_the_role_writes_nothing(command, reader):
    mart = f"{SCHEMA}.fct_revenue_monthly"
    with pytest.raises(PsqlError, match=r"permission denied|must be owner"):
        reader(command.format(mart=mart, schema=SCHEMA))


def test_on_duckdb_the_role_is_refused_by_name(tmp_path):
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        duckdb_path=tmp_path / "x.duckdb",
        variables={"reader_role": READER},
    )
    assert run.returncode != 0
    assert f"reader_role is '{READER}'; it works on Postgres only" in run.output
