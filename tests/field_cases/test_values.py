"""What programs write where people see something else: it means what people see.

A visitor `undefined`, an account NULL, an id 12345.0, an amount 1.250, a time without a
zone, a campaign with plus signs: none of them changes a number in silence.
"""

import json
from collections import Counter
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from comparing import read_table
from run_dbt import run_dbt

NOTHING = ["undefined", "NULL", "\\N", "None", "nan", "N/A", "(Not Set)", "0", "0.0"]
NOTHING += ["[object Object]", "(none)", "00000000-0000-0000-0000-000000000000"]

# Berlin's clock: summer time in June, the night of 26 October has an hour twice.
LEADS = """lead_id,created_at,account_id
7001,2025-06-01 0:30,7
7002,2025-06-02 10:00:00 UTC,7.0
7003,2025-06-02T10:00:00+00:00 UTC,
7004,2025-06-02,
NULL,2025-06-02,
"""
TOUCHPOINTS = """touchpoint_id,occurred_at,touch_type,lead_id,anonymous_id,\
utm_source,utm_medium,utm_campaign
1,2025-06-01 0:30:00,page_view,7001.0,shared,google / cpc,,Spring+Sale
2,2025-06-02 12:00,page_view,7002,shared,google,"cpc,cpc",spring%20sale
3,2025-06-02 12:00,page_view,7003,shared,Google | google,CPC,SPRING  SALE
4,2025-06-02 12:00,page_view,,shared,(not set),(none),(direct)
5,2025-10-26 02:30,page_view,7004,two,,,
6,2025-10-27 02:30,page_view,7003,two,,,
7.0,2025-10-27,page_view,7003,,,,
7,2025-10-27,page_view,7003,,,,
null,2025-10-27,page_view,7003,,,,
"""
DEALS = """deal_id,created_at,stage,lead_id,account_id,closed_at,\
amount,currency,updated_at
1,2025-06-03,Closed Won,7001.0,NULL,2025-06-20,12.500,EUR,
2.0,2025-06-03,Proposal,7002,undefined,,1,EUR,2025-06-04
2,2025-06-03,Closed Won,7002,undefined,2025-06-20,"12.500,50",EUR,2025-06-05
3,2025-06-03,Closed Won,,\\N,2025-06-20,1250.75,EUR,
4,2025-06-03,Closed Won,nan,0,2025-06-20,"2.100,00",EUR,
5,2025-06-03,Closed Won,,7.0,2025-06-20,-3.000,EUR,
"""
SPEND = """spend_date,amount,utm_source,utm_medium,campaign
2025-06-01,1.250,google,cpc,Spring Sale
2025-06-01,1.250,google,cpc,Spring+Sale
2025-06-01,1.250,google,cpc,Spring+Sale
2025-06-01,"1,250",google,cpc,spring sale
2025-06-01,7,google / cpc,,spring sale
2025-06-01,7,google / cpc,cpc,spring sale
"""


def build(folder: Path, tables: dict[str, str], **options) -> Path:
    """Build a company from texts of CSV files, beside files that are there already.

    What the build said stands beside its database.
    """
    raw = folder / "raw"
    raw.mkdir(exist_ok=True)
    for table, text in tables.items():
        (raw / f"{table}.csv").write_text(text, "utf-8")
    run = run_dbt(
        *("build", "--exclude-resource-type", "unit_test"),
        duckdb_path=folder / "x.duckdb",
        raw_files=raw,
        **options,
    )
    assert run.returncode == 0, run.output[-5000:]
    (folder / "said.txt").write_text(run.output, "utf-8")
    return folder / "x.duckdb"


@pytest.fixture(scope="module")
def company(tmp_path_factory):
    """Return the tables of a company whose export is full of such values."""
    folder = tmp_path_factory.mktemp("values")
    lines = TOUCHPOINTS
    for number, word in enumerate(NOTHING):
        # Two touches of nobody in particular, and one that says whose it is.
        lines += f"a{number},2025-06-05 10:00,demo_request,,{word},,,\n"
        lines += f"b{number},2025-06-05 10:00,demo_request,,{word.upper()},,,\n"
        lines += f"c{number},2025-06-05 10:00,other,7004,{word},,,\n"
    tables = {"leads": LEADS, "touchpoints": lines, "deals": DEALS}
    return build(
        folder,
        tables | {"marketing_spend": SPEND},
        variables={"input_timezone": "Europe/Berlin"},
    )


def by_id(database: Path, table: str, key: str) -> dict:
    """Return the rows of a table by their id."""
    return {row[key]: row for row in read_table(database, table)}


def issues(database: Path, reason: str) -> Counter:
    """Return which rows of which table have an issue, and how many."""
    return Counter(
        (row["source_table"], row["record_id"])
        for row in read_table(database, "fct_data_quality_issues")
        if row["reason"] == reason
    )


def test_a_visitor_that_is_nobody_brings_no_touch_to_a_lead(company):
    leads = Counter(row["lead_id"] for row in read_table(company, "fct_touchpoints"))
    assert leads == {"7001": 2, "7002": 1, "7003": 3, "7004": 1 + len(NOTHING)}
    unidentified = issues(company, "unidentified_touch")
    assert unidentified.total() == 2 * len(NOTHING)
    people = by_id(company, "dim_leads", "lead_id")
    assert people["7003"]["mql_at"] is None
    assert people["7004"]["mql_at"] is None


def test_a_visitor_of_three_leads_is_warned_of_and_one_of_two_is_not(company):
    found = issues(company, "shared_visitor")
    assert found == {("touchpoints", number): 1 for number in "1234"}


def test_ids_with_a_point_are_the_ids_without(company):
    deals = by_id(company, "fct_deals", "deal_id")
    assert sorted(deals) == ["1", "2", "3", "4", "5"]
    assert deals["1"]["lead_id"] == "7001"
    assert deals["2"]["stage"] == "won"
    (touch,) = (
        row
        for row in read_table(company, "fct_touchpoints")
        if row["touchpoint_id"] == "7"
    )
    assert touch["lead_id"] == "7003"
    assert issues(company, "orphan_lead") == {}


def test_an_account_that_is_none_makes_no_customer_of_many(company):
    deals = by_id(company, "fct_deals", "deal_id")
    keys = {name: deal["customer_key"] for name, deal in deals.items()}
    assert keys == {
        "1": "lead:7001",
        "2": "lead:7002",
        "3": "deal:3",
        "4": "deal:4",
        "5": "account:7",
    }


def test_a_row_whose_id_means_nothing_is_set_aside_as_it_came(company):
    assert issues(company, "missing_id") == {
        ("leads", "1"): 1,
        ("touchpoints", "1"): 1,
    }
    rows = [
        json.loads(row["raw_row"])
        for row in read_table(company, "fct_data_quality_issues")
        if row["reason"] == "missing_id"
    ]
    assert {row.get("touchpoint_id", row.get("lead_id")) for row in rows} == {
        "null",
        "NULL",
    }
    first = next(row for row in rows if "touchpoint_id" in row)
    assert first["lead_id"] == "7003"


def test_thousands_beside_a_decimal_comma_are_no_amounts(company):
    """Where amounts are English, in another table, a point stays a point."""
    amounts = {
        name: row["amount"]
        for name, row in by_id(company, "fct_deals", "deal_id").items()
    }
    assert amounts == {"1": None, "2": None, "3": 1250.75, "4": None, "5": None}
    found = issues(company, "invalid_amount")
    assert {name for table, name in found if table == "deals"} == {"1", "2", "4", "5"}
    said = (company.parent / "said.txt").read_text("utf-8")
    assert "deals: 2 amounts have a decimal comma, such as 2.100,00." in said
    assert "marketing_spend: " not in said
    spend = read_table(company, "fct_spend")
    assert sorted(row["amount"] for row in spend) == [1.25, 1.25, 7, 7]


def test_a_campaign_is_one_however_it_is_written(company):
    """Costs are identical only if they came so: of the three, two count."""
    assert {row["campaign"] for row in read_table(company, "fct_spend")} == {
        "spring sale"
    }
    touches = by_id(company, "fct_touchpoints", "touchpoint_id")
    assert [touches[number]["campaign"] for number in "1234"] == [
        *("spring sale", "spring sale", "spring sale", None)
    ]
    assert len(issues(company, "identical_rows")) == 1


def test_a_source_that_holds_a_medium_or_itself_twice_has_its_channel(company):
    touches = by_id(company, "fct_touchpoints", "touchpoint_id")
    assert [touches[number]["channel"] for number in "1234"] == [
        *("paid_search", "paid_search", "paid_search", "direct")
    ]


def test_a_source_that_was_split_is_shown_and_compared_as_it_came(company):
    """Two costs that mean the same are no identical rows."""
    (row,) = (
        json.loads(row["raw_row"])
        for row in read_table(company, "fct_data_quality_issues")
        if (row["reason"], row["record_id"]) == ("shared_visitor", "1")
    )
    assert (row["utm_source"], row["utm_medium"]) == ("google / cpc", None)
    counted = [row for row in read_table(company, "fct_spend") if row["amount"] == 7]
    assert len(counted) == 2


def test_a_time_without_a_zone_is_of_input_timezone(company):
    leads = by_id(company, "dim_leads", "lead_id")
    assert {name: lead["lead_at"] for name, lead in leads.items()} == {
        "7001": datetime(2025, 5, 31, 22, 30),
        "7002": datetime(2025, 6, 2, 10),
        "7003": datetime(2025, 6, 2, 10),
        "7004": datetime(2025, 6, 2),
    }
    touches = by_id(company, "fct_touchpoints", "touchpoint_id")
    # The later one of the two hours.
    assert touches["5"]["occurred_at"] == datetime(2025, 10, 26, 1, 30)


def test_columns_of_numbers_give_whole_numbers_and_typed_times_their_zone(tmp_path):
    """As pandas and warehouses write Parquet: ids as doubles, for one was missing."""
    raw = tmp_path / "raw"
    raw.mkdir()
    duckdb.execute(
        f"""
        copy (
            select 7001.0::double as lead_id,
                timestamp '2025-06-01 00:30' as created_at,
                123456789012.0::double as account_id
        ) to '{raw}/leads.parquet';
        copy (
            select touchpoint_id, lead_id, anonymous_id, 'page_view' as touch_type,
                timestamptz '2025-06-01 00:30+00' as occurred_at
            from (values
                (1.00::decimal(9, 2), 7001.0::double, 0.0::double),
                (2, null, 0),
                (3, 'nan', 5)
            ) as touches (touchpoint_id, lead_id, anonymous_id)
        ) to '{raw}/touchpoints.parquet'
        """
    )
    deals = """deal_id,created_at,stage,lead_id,closed_at,amount,account_id
1,2025-06-03,Closed Won,7001,2025-06-20,1.250,123456789012.0
"""
    database = build(
        tmp_path, {"deals": deals}, variables={"input_timezone": "America/New_York"}
    )
    (lead,) = read_table(database, "dim_leads")
    assert lead["lead_at"] == datetime(2025, 6, 1, 4, 30)
    (deal,) = read_table(database, "fct_deals")
    assert (deal["lead_id"], deal["customer_key"]) == ("7001", "account:123456789012")
    # No amount has a decimal comma: a point is one.
    assert deal["amount"] == 1.25
    touches = by_id(database, "fct_touchpoints", "touchpoint_id")
    assert {name: row["lead_id"] for name, row in touches.items()} == {
        "1": "7001",
        "3": None,
    }
    assert touches["1"]["occurred_at"] == datetime(2025, 6, 1, 0, 30)
