"""Columns that raw tables may have: in rules, in ties, in identical rows."""

import json

import duckdb
import pytest

from copying import copied_project
from run_dbt import run_dbt

FILES = {
    # Versions of one moment: the greatest row counts, by the columns in their order.
    "leads": "lead_id,created_at,updated_at,status,Order,account_id,reason\n"
    "L1,2025-01-02,2025-01-03,customer,large,A1,x\n"
    "L1,2025-01-02,2025-01-03,subscriber,small,A1,x\n"
    "L2,2025-01-02,2025-01-03,lead,small,A1,y\n"
    "L2,2025-01-02,2025-01-03,lead,large,A1,x\n"
    "L3,2025-01-02,2025-01-03,lead,,,ann@firm.example\n"
    "L4,noon,2025-01-03,lead,,,ann@firm.example\n",
    "touchpoints": "touchpoint_id,occurred_at,touch_type\n",
    # The same deal twice, and another in which one optional column differs.
    "deals": "deal_id,created_at,stage,deal_type,lost_reason\n"
    "D1,2025-01-02,Discovery,new,\nD1,2025-01-02,Discovery,new,price\n",
    "deal_stage_changes": "deal_id,stage,changed_at,pipeline,stage_kind\n"
    "D1,Discovery,2025-01-02,a,won\nD1,Discovery,2025-01-02,a,won\n"
    "D1,Discovery,2025-01-02,b,won\nD1,Discovery,2025-01-02,a,\n",
    "lead_status_changes": "lead_id,status,changed_at,field\n"
    "L1,Open,2025-01-02,a\nL1,Open,2025-01-02,b\nL1,Open,2025-01-02,a\n",
}
RULES = [
    "large order,order,equals,LARGE,1",
    "an account,account_id,equals,a1,10",
    "a subscriber,Status,in,subscriber|other,100",
    "a reason,reason,contains,y,1000",
]


def write(folder):
    """Write the raw files into a new folder."""
    folder.mkdir()
    for table, text in FILES.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def query(tmp_path_factory):
    """Return a function that asks what was built of the files."""
    home = tmp_path_factory.mktemp("columns")
    project = copied_project(home)
    rules = project / "seeds" / "rules" / "fit_rules.csv"
    rules.write_text("\n".join(["rule,attribute,operator,value,points", *RULES, ""]))
    database = home / "built.duckdb"
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test", "test"),
        *("--select", "+fct_data_quality_issues", "+fct_data_quality_summary"),
        duckdb_path=database,
        raw_files=write(home / "raw"),
        variables={"lead_attributes": ["ORDER", "reason"]},
        project=project,
    )
    assert run.returncode == 0, run.output[-3000:]
    with duckdb.connect(database, read_only=True) as connection:
        yield lambda sql: connection.execute(sql).fetchall()


def test_rules_name_every_column_of_leads_and_a_tie_goes_to_the_greatest(query):
    scores = query("select lead_id, fit_score from stg_leads order by lead_id")
    assert scores == [("L1", 110), ("L2", 1010), ("L3", 0)]


def test_a_rejected_row_shows_its_attributes_by_their_own_names(query):
    ((row,),) = query(
        "select raw_row from fct_data_quality_issues where severity = 'rejected'"
    )
    assert list(json.loads(row))[-4:] == ["account_id", "status", "order", "reason"]
    assert json.loads(row)["reason"] == "***@firm.example"


def test_rows_are_identical_only_if_all_columns_are(query):
    counts = query(
        "select source_table, accepted, duplicates from fct_data_quality_summary "
        "where source_table in ('deal_stage_changes', 'lead_status_changes') order by 1"
    )
    assert counts == [("deal_stage_changes", 3, 1), ("lead_status_changes", 2, 1)]
    deals = query("select lost_reason, row_status from stg_deals_classified order by 1")
    assert deals == [("price", "accepted"), (None, "duplicate")]


@pytest.mark.parametrize(
    ("names", "message"),
    [
        ("cloud_spend", "allowed is a list of columns of leads"),
        (["cloud spend"], "lead_attributes has 'cloud spend'; allowed are names of"),
        (["Status"], "lead_attributes has Status, which is read anyway"),
        (["a", "loaded_at"], "lead_attributes has loaded_at, which is read anyway"),
        (["a", "A"], "lead_attributes has A, which is read anyway or stands"),
    ],
)
def test_what_cannot_be_an_attribute_stops_the_run(names, message):
    run = run_dbt("build", variables={"lead_attributes": names})
    assert run.returncode != 0
    assert message in run.output
    assert "Traceback" not in run.output
