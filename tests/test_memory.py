"""Monthly tables of many segments and months keep to DUCKDB_MEMORY_LIMIT."""

import csv
from datetime import date, timedelta
from pathlib import Path

import duckdb

from run_dbt import run_dbt

LIMIT = "110MB"
OWNERS = 1200


def write(folder: Path, table: str, rows: list[dict]) -> None:
    """Write rows as a raw table."""
    with (folder / f"{table}.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)


def test_many_owners_and_one_old_lead_keep_to_the_memory_limit(tmp_path, monkeypatch):
    """Of what is joined, DuckDB holds the few counts, not each month of each owner.

    Otherwise this takes more than 150 MB.
    """
    leads, deals = [{"lead_id": "old", "created_at": "1990-01-15", "owner": "o0"}], []
    for number in range(2 * OWNERS):
        day = date(2022, 2, 1) + timedelta(days=number * 7 % 850)
        owner = f"o{number % OWNERS}"
        leads.append({"lead_id": f"L{number}", "created_at": day, "owner": owner})
        deal = {"deal_id": f"D{number}", "created_at": day, "owner": owner}
        deals.append(deal | {"stage": "Proposal", "amount": 100})
    touch = {"touchpoint_id": "T", "occurred_at": "2024-01-15", "touch_type": "webinar"}
    write(tmp_path, "leads", leads)
    write(tmp_path, "deals", deals)
    write(tmp_path, "touchpoints", [touch])
    monkeypatch.setenv("DUCKDB_MEMORY_LIMIT", LIMIT)

    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        *("--select", "+fct_pipeline_created_monthly"),
        duckdb_path=tmp_path / "built.duckdb",
        raw_files=tmp_path,
    )

    assert run.returncode == 0, run.output[-3000:]
    with duckdb.connect(str(tmp_path / "built.duckdb"), read_only=True) as connection:
        query = "select count(*) from fct_pipeline_created_monthly"
        (rows,) = connection.execute(query).fetchone()
    assert rows > 400 * OWNERS
