"""`dbt source freshness` warns of what was loaded long ago, and of nothing else."""

import re
from datetime import datetime, timedelta, timezone

import duckdb

from random_worlds.tables import TABLES
from run_dbt import DbtRun, run_dbt

NOW = datetime.now(timezone.utc)


def ages(run: DbtRun) -> dict[str, str]:
    """Return what is said of each table: PASS or WARN."""
    assert run.returncode == 0, run.output
    found = re.findall(r"(PASS|WARN|ERROR\w*) freshness of raw\.(\w+)", run.output)
    return {table: status for status, table in found}


def test_the_sample_has_no_age():
    run = run_dbt("source", "freshness")
    assert ages(run) == dict.fromkeys(TABLES, "PASS")
    assert run.output.count("its age is not known") == len(TABLES)


def test_files_are_as_old_as_their_newest_load(tmp_path):
    tables = {
        "leads": ("lead_id,created_at,Loaded_At", ["L1,2025-01-01,2025-01-01"]),
        "touchpoints": (
            "touchpoint_id,occurred_at,touch_type,loaded_at",
            ["T1,2025-01-01,call,2025-01-01", f"T2,2025-01-01,call,{NOW.isoformat()}"],
        ),
        "deals": ("deal_id,created_at,stage", ["D1,2025-01-01,Proposal"]),
        # Nothing was ever loaded: there is nothing to be old.
        "web_traffic": ("traffic_date,loaded_at", []),
        # A moment that cannot be read is none that is known to be new.
        "marketing_spend": ("spend_date,amount,loaded_at", ["2025-01-01,5,yesterday"]),
    }
    for table, (header, rows) in tables.items():
        (tmp_path / f"{table}.csv").write_text("\n".join([header, *rows, ""]))
    run = run_dbt("source", "freshness", raw_files=tmp_path)
    old = {"leads", "marketing_spend"}
    assert ages(run) == {table: "WARN" if table in old else "PASS" for table in TABLES}


def test_tables_of_a_schema_are_checked_by_the_variable(tmp_path):
    database = tmp_path / "warehouse.duckdb"
    with duckdb.connect(database) as connection:
        connection.execute("create schema crm")
        for table, hours in {"leads": 48, "touchpoints": 100}.items():
            connection.execute(
                f"create table crm.{table} as select ? as loaded_at",
                [NOW - timedelta(hours=hours)],
            )
        connection.execute("create table crm.deals as select 'D1' as deal_id")
    variables = {"raw_schema": "crm", "freshness_warn_hours": 72}
    run = run_dbt("source", "freshness", duckdb_path=database, variables=variables)
    assert ages(run) == dict.fromkeys(TABLES, "PASS") | {"touchpoints": "WARN"}
