"""The three ways in: what is missing stops the build, what is optional does not."""

from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb
import pytest

from comparing import assert_same_tables, read_table
from copying import copied_project
from run_dbt import run_dbt

REQUIRED = {
    "leads": "lead_id,created_at\nL1,2025-01-02\n",
    "touchpoints": "touchpoint_id,occurred_at,touch_type,lead_id\n"
    "T1,2025-01-02 10:00,demo_request,L1\n",
    "deals": "deal_id,created_at,stage,lead_id,closed_at,amount\n"
    "D1,2025-01-03,Closed Won,L1,2025-02-03,100\n",
}
UNTESTED = ("--exclude-resource-type", "unit_test", "test")


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files of the given names and texts into a new folder."""
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


def as_csv(tables: dict[str, str]) -> dict[str, str]:
    return {f"{table}.csv": text for table, text in tables.items()}


def test_all_that_is_missing_is_named_before_anything_is_built(tmp_path):
    files = as_csv(REQUIRED)
    files["leads.csv"] = "lead,created_at\nL1,2025-01-02\n"
    del files["touchpoints.csv"]
    files["deals.parquet"] = "no matter what"
    files["lead_status_changes.csv"] = "lead_id,changed_at\n"
    raw_files = write(tmp_path / "raw", files)
    database = tmp_path / "never.duckdb"

    run = run_dbt("build", *UNTESTED, duckdb_path=database, raw_files=raw_files)

    assert run.returncode != 0
    assert f"Raw data in folder {raw_files} cannot be used" in run.output
    for problem in (
        "table leads: column lead_id is missing",
        "table touchpoints is missing",
        "table lead_status_changes: column status is missing",
        f"both {raw_files}/deals.csv and {raw_files}/deals.parquet are there",
    ):
        assert problem in run.output
    assert "Traceback" not in run.output
    assert duckdb.connect(database).execute("show tables").fetchall() == []


@pytest.fixture(scope="module")
def from_files(tmp_path_factory):
    """Return the tables built from a folder with a difficult name."""
    home = tmp_path_factory.mktemp("files")
    raw_files = write(home / "it's a [folder]*", as_csv(REQUIRED))
    run = run_dbt(
        *("build", *UNTESTED), duckdb_path=home / "x.duckdb", raw_files=raw_files
    )
    assert run.returncode == 0, run.output
    return home / "x.duckdb"


def test_a_folder_of_files_needs_three_tables_only(from_files):
    (lead,) = read_table(from_files, "dim_leads")
    assert lead["customer_at"] == datetime(2025, 2, 3)
    summary = read_table(from_files, "fct_data_quality_summary")
    assert sorted(row["rows_in"] for row in summary) == [0, 0, 0, 0, 1, 1, 1]


def test_nothing_in_the_database_points_outside_of_it(from_files, monkeypatch):
    monkeypatch.chdir("/")
    with duckdb.connect(from_files, read_only=True) as connection:
        names = [name for (name,) in connection.execute("show tables").fetchall()]
        assert len(names) > 50
        for name in names:
            connection.execute(f'select * from "{name}"').fetchall()


def test_a_schema_of_the_warehouse_gives_what_the_files_give(from_files, tmp_path):
    database = tmp_path / "schema.duckdb"
    with duckdb.connect(database) as connection:
        connection.execute("create schema crm")
        for table, text in REQUIRED.items():
            path = tmp_path / f"{table}.csv"
            # Typed columns, and their names in another case.
            header, rows = text.split("\n", 1)
            path.write_text(f"{header.upper()}\n{rows}")
            connection.execute(
                f"create table crm.{table} as select * from read_csv('{path}')"
            )

    run = run_dbt(
        *("build", *UNTESTED), duckdb_path=database, variables={"raw_schema": "crm"}
    )

    assert run.returncode == 0, run.output
    assert_same_tables(
        ("dim_leads", "fct_deals", "fct_touchpoints"),
        partial(read_table, from_files),
        partial(read_table, database),
    )


@pytest.mark.parametrize(
    ("variables", "problem"),
    [
        ({"raw_schema": "nowhere"}, "Raw data in schema nowhere cannot be used"),
        ({"reporting_timezone": "Mars/X"}, "reporting_timezone is 'Mars/X'"),
        ({"as_of_date": "2025-02-29"}, "as_of_date is '2025-02-29'"),
        ({"first_month": "2025-02-02"}, "first_month is '2025-02-02'; allowed is a"),
        ({"first_month": "2025-13"}, "first_month is '2025-13'; allowed is a month"),
        (
            {"first_month": "2026-07"},
            "first_month is '2026-07', and the report ends with 2026-06-30; allowed",
        ),
        ({"shared_cost_basis": "luck"}, "allowed are program_cost and new_mqls"),
        (
            {"sales_cost_basis": "luck"},
            "allowed are new_sqls, new_opportunities and new_customers",
        ),
        ({"fiscal_year_start_month": 13}, "'13'; allowed is a month from 1 to 12"),
        ({"hand_raise_min_fit_score": "A"}, "allowed is a whole number"),
        ({"sql_shelf_days": 0}, "allowed is a whole number from 1 on"),
        *(
            (
                {"business_hours": text},
                f"business_hours is '{text}'; allowed is hh:mm-hh:mm, such as",
            )
            for text in ("9-17", "17:00-09:00", "09:00-09:00", "09:00-25:00", 9)
        ),
        ({"speed_to_lead_sla_hours": -1}, "speed_to_lead_sla_hours is '-1'; allowed"),
        ({"mql_score": "many"}, "mql_score is 'many'; allowed is a whole number"),
        *(
            ({name: text}, f"{name} is '{text}'; allowed is a name")
            for name in ("raw_schema", "raw_database", "reader_role")
            for text in ("crm; drop table x", 'crm"."x')
        ),
    ],
)
def test_a_wrong_setting_stops_the_run_and_says_what_is_allowed(
    variables, problem, tmp_path
):
    run = run_dbt(
        *("build", *UNTESTED), duckdb_path=tmp_path / "x.duckdb", variables=variables
    )
    assert run.returncode != 0
    assert problem in run.output
    assert "Traceback" not in run.output


def test_a_table_that_is_gone_is_named_until_a_run_without_it_is_finished(tmp_path):
    raw_files = write(tmp_path / "raw", as_csv(REQUIRED))
    (raw_files / "web_traffic.csv").write_text("traffic_date\n2025-01-02\n")
    database = tmp_path / "gone.duckdb"
    build = partial(run_dbt, "build", *UNTESTED, duckdb_path=database)
    # As make runs it: what is only logged is not seen.
    some = partial(run_dbt, "--quiet", "run", "-s", "base_leads", duckdb_path=database)
    first = build(raw_files=raw_files)
    assert first.returncode == 0, first.output
    assert "was read in the last run" not in first.output
    with duckdb.connect(database) as connection:
        connection.execute("create schema crm")
        for table in REQUIRED:
            path = raw_files / f"{table}.csv"
            connection.execute(f"create table crm.{table} as from read_csv('{path}')")
    (raw_files / "web_traffic.csv").unlink()
    gone = "table web_traffic was read in the last run, and is not in {} any more"

    assert gone.format(f"folder {raw_files}") in some(raw_files=raw_files).output
    schema = {"raw_schema": "crm"}
    second = build(variables=schema)
    assert second.returncode == 0, second.output
    assert gone.format("schema crm") in second.output
    assert "was read in the last run" not in some(variables=schema).output


def test_a_file_that_changes_between_the_look_and_the_reading_stops_the_run(tmp_path):
    raw_files = write(tmp_path / "raw", as_csv(REQUIRED))
    project = copied_project(tmp_path)
    settings = project / "dbt_project.yml"
    change = (
        "copy (select 1 as touch_type, 2 as occurred_at, 3 as touchpoint_id, 4 as x) "
        f"to '{raw_files}/touchpoints.csv' (header)"
    )
    model = "        base_touchpoints:"
    text = settings.read_text(encoding="utf-8")
    assert f"{model} *by_raw_row" in text
    changed = f'{model}\n          <<: *by_raw_row\n          +pre-hook: "{change}"'
    settings.write_text(text.replace(f"{model} *by_raw_row", changed))
    database = tmp_path / "changed.duckdb"

    run = run_dbt(
        *("run", "--select", "path:models/staging/base", "stg_report_date"),
        duckdb_path=database,
        raw_files=raw_files,
        project=project,
    )

    assert run.returncode != 0
    said = f"table touchpoints changed in folder {raw_files} during this run"
    assert said in run.output
    assert "Traceback" not in run.output
    with duckdb.connect(database, read_only=True) as connection:
        tables = {name for (name,) in connection.execute("show tables").fetchall()}
    assert "base_leads" in tables
    # Rolled back; and nothing is built of it.
    assert not {"base_touchpoints", "stg_report_date"} & tables
