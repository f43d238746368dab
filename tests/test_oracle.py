"""Tiny worlds whose numbers are worked out by hand from the data contract."""

import csv
import json
from datetime import date, datetime

import pytest

from oracle import recompute

TOUCH_TYPE_COLUMNS = (
    "touch_type,points,max_times,is_interaction,is_outreach,is_hand_raise,"
    "is_product_use,email_event,default_channel"
)
SCENARIO_COLUMNS = (
    "scenario,period_months,revenue_goal,deals_goal,average_deal_size,close_rate,"
    "mql_to_sql_rate,lead_to_mql_rate,visitor_to_lead_rate"
)

RULES = {
    "channels": """channel,direction,is_marketing
search,inbound,true
events,outbound,true
sales,outbound,false
direct,inbound,false
unknown,,false
""",
    "channel_rules": """priority,utm_source_pattern,utm_medium_pattern,channel
1,google%,,search
2,,trade%show,events
""",
    "lead_source_channels": "lead_source,channel\nTrade Fair,events\n",
    "touch_types": TOUCH_TYPE_COLUMNS
    + """
page_view,10,2,true,false,false,false,,
demo_request,40,1,true,false,true,false,,
trial,0,,true,false,false,true,,
sales_call,0,,false,true,false,false,,sales
email_sent,0,,false,false,false,false,sent,search
email_delivered,0,,false,false,false,false,delivered,search
email_clicked,0,,true,false,false,false,clicked,search
""",
    "fit_rules": """rule,attribute,operator,value,points
boss,job_title,contains,Chief,30
helper,job_title,in,Manager|Analyst,15
size,employee_count,between,50..,10
""",
    "exclusions": """rule,attribute,operator,value,reason
own,email,contains,@us.example,staff
""",
    "personas": """priority,persona,job_title_pattern,min_employees,max_employees
1,small,%,0,49
2,boss,chief%,,
""",
    "deal_stages": """crm_stage,stage
Target,prospect
Talk,opportunity
Verbal,commit
Won,won
Lost,lost
Test,ignored
""",
    "lead_statuses": """crm_status,status
MQL,mql
SQL,sql
Nurture,recycled
Junk,disqualified
New,ignored
""",
    "cost_types": "cost_type,kind\nads,program\nstaff,labor\nsellers,sales\n",
    "exchange_rates": "month,currency,rate\n2024-01-01,USD,0.5\n2024-03-01,USD,0.8\n",
    "targets": "month,metric,target\n2024-03-01,leads,42\n2024-03-01,win_rate,0.5\n",
    "benchmarks": """metric,go_to_market,low,high,source
marketing_sourced_share,,0.10,0.20,any
marketing_sourced_share,inside_sales,0.40,0.80,inside
""",
    "goal_scenarios": SCENARIO_COLUMNS
    + """
deals,,,400,,0.25,0.20,,
revenue,3,10000000,,50000,0.25,0.20,0.1,0.01
""",
    "holidays": "holiday_date,name\n2024-01-01,New Year\n",
}


@pytest.fixture
def report(tmp_path):
    """A function that recomputes the tables of a few raw rows."""

    def run(tables, **variables):
        rules = tmp_path / "rules"
        raw = tmp_path / "raw"
        rules.mkdir(exist_ok=True)
        raw.mkdir(exist_ok=True)
        for name, text in RULES.items():
            (rules / f"{name}.csv").write_text(text, encoding="utf-8")
        required = {"leads": [], "touchpoints": [], "deals": []}
        headers = {
            "leads": ["lead_id", "created_at"],
            "touchpoints": ["touchpoint_id", "occurred_at", "touch_type", "lead_id"],
            "deals": ["deal_id", "created_at", "stage"],
            "marketing_spend": ["spend_date", "amount"],
        }
        for name, rows in {**required, **tables}.items():
            columns = list(headers.get(name, []))
            columns += [key for row in rows for key in row if key not in columns]
            columns = list(dict.fromkeys(columns))
            with open(raw / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns)
                writer.writeheader()
                writer.writerows(rows)
        return recompute(raw, rules, variables, date(2026, 1, 1))

    return run


def rows_of(table, **wanted):
    """The rows of a table that have these values."""
    return [
        row
        for row in table
        if all(row[name] == value for name, value in wanted.items())
    ]


def the(table, **wanted):
    """The one row of a table that has these values."""
    (row,) = rows_of(table, **wanted)
    return row


def company(table, month):
    """The company's row of a monthly table."""
    return the(table, segment_type="company", month_start=date(2024, month, 1))


def lead(lead_id="L1", created_at="2024-01-10", **more):
    return {"lead_id": lead_id, "created_at": created_at, **more}


def touch(number, occurred_at, touch_type="page_view", lead_id="L1", **more):
    return {
        "touchpoint_id": f"T{number}",
        "occurred_at": occurred_at,
        "touch_type": touch_type,
        "lead_id": lead_id,
        **more,
    }


def deal(deal_id="D1", created_at="2024-02-01", stage="Talk", **more):
    return {"deal_id": deal_id, "created_at": created_at, "stage": stage, **more}


def status(status, changed_at, lead_id="L1"):
    return {"lead_id": lead_id, "status": status, "changed_at": changed_at}


def test_score_crosses_the_threshold_with_all_touches_of_one_moment(report):
    tables = report(
        {
            "leads": [lead(job_title="Chief Officer", employee_count="50")],
            "touchpoints": [
                touch(1, "2024-01-09T10:00:00Z"),
                touch(2, "2024-01-12T10:00:00Z"),
                touch(3, "2024-01-12T11:00:00Z"),
            ],
        }
    )
    row = the(tables["dim_leads"])
    # 30 + 10 fit, then 10 + 10: the third page view earns nothing.
    assert row["mql_at"] == datetime(2024, 1, 12, 10)
    assert (row["lead_score"], row["lead_grade"]) == (60, "A3")
    assert row["mql_is_implied"] is False
    assert row["sql_at"] is None


def test_later_stages_imply_earlier_ones_and_nothing_precedes_creation(report):
    tables = report(
        {
            "leads": [lead()],
            "deals": [
                deal("D1", "2024-01-05", "Won", lead_id="L1", closed_at="2024-02-07")
            ],
        }
    )
    row = the(tables["dim_leads"])
    assert row["opportunity_at"] == datetime(2024, 1, 10)
    assert row["commit_at"] == row["customer_at"] == datetime(2024, 2, 7)
    assert [row["mql_is_implied"], row["opportunity_is_implied"]] == [True, False]
    assert [row["commit_is_implied"], row["customer_is_implied"]] == [True, False]
    issue = the(tables["fct_data_quality_issues"])
    assert issue["reason"] == "closed_before_lead"


def test_a_lead_leaves_and_returns_several_times(report):
    tables = report(
        {
            "leads": [lead()],
            "lead_status_changes": [
                status("Nurture", "2024-01-20"),
                status("Junk", "2024-03-01"),
                status("MQL", "2024-03-05"),
            ],
            "touchpoints": [
                touch(1, "2024-02-01"),
                touch(2, "2024-03-02"),  # does not undo a disqualification
            ],
        },
        as_of_date="2024-03-31",
    )
    stays = [tuple(row.values())[1:] for row in tables["fct_lead_stages"]]

    def day(month, number):
        return datetime(2024, month, number)

    assert stays == [
        ("lead", day(1, 10), day(1, 20), 1),
        ("recycled", day(1, 20), day(2, 1), 1),
        ("lead", day(2, 1), day(3, 1), 2),
        ("disqualified", day(3, 1), day(3, 5), 2),
        ("mql", day(3, 5), None, 3),
    ]
    assert the(tables["dim_leads"])["current_stage"] == "mql"


def test_a_lost_deal_recycles_unless_another_is_open(report):
    def stage_of(**second):
        deals = [
            deal("D1", "2024-02-01", "Lost", lead_id="L1", closed_at="2024-03-01"),
            deal("D2", lead_id="L1", **second),
        ]
        tables = report({"leads": [lead()], "deals": deals}, as_of_date="2024-04-30")
        return the(tables["dim_leads"])["current_stage"]

    assert stage_of(created_at="2024-02-15") == "opportunity"
    assert stage_of(created_at="2024-02-15", stage="Target") == "recycled"
    # A new deal after the loss reopens.
    assert stage_of(created_at="2024-03-15", stage="Target") == "opportunity"


def test_prospects_are_not_in_the_pipeline_yet(report):
    tables = report(
        {
            "deals": [
                deal("D1", "2024-01-01", "Target"),
                deal("D2", "2024-01-01", "Talk"),
                deal("D3", "2024-01-01", "Won", closed_at="2024-03-09"),
            ],
            "deal_stage_changes": [
                {"deal_id": "D2", "stage": "Target", "changed_at": "2024-01-01"},
                {"deal_id": "D2", "stage": "Lost", "changed_at": "2024-01-05"},
                {"deal_id": "D2", "stage": "Verbal", "changed_at": "2024-01-09"},
                {"deal_id": "D3", "stage": "Target", "changed_at": "2024-01-01"},
            ],
        },
        as_of_date="2024-02-15",
    )
    first, second, third = tables["fct_deals"]
    assert (first["stage"], first["opportunity_at"]) == ("prospect", None)
    assert second["opportunity_at"] == second["commit_at"] == datetime(2024, 1, 9)
    # Its close has not happened by as_of_date, so the deal is not won yet.
    assert (third["stage"], third["closed_at"]) == ("opportunity", None)
    assert third["expected_close_at"] == datetime(2024, 3, 9)
    assert third["is_open"] is False


def test_first_touch_falls_back_to_the_lead_source_and_later_touches(report):
    tables = report(
        {
            "leads": [
                lead("L1", lead_source="trade fair"),
                lead("L2"),
                lead("L3"),
                lead("L4"),
            ],
            "touchpoints": [
                touch(1, "2024-01-10T23:59", lead_id="L1", channel="Direct"),
                touch(2, "2024-01-11", lead_id="L2", utm_source="Google Ads",
                      utm_campaign="c"),
                touch(3, "2024-01-10T08:00", lead_id="L3", channel="nonsense"),
            ],
        }
    )  # fmt: skip
    found = {
        row["lead_id"]: (row["first_touch_channel"], row["first_touch_campaign"])
        for row in tables["dim_leads"]
    }
    assert found == {
        "L1": ("events", None),
        "L2": ("search", "c"),
        "L3": ("unknown", None),
        "L4": ("unknown", None),
    }


def test_anonymous_touches_belong_to_the_lead_first_seen_with_them(report):
    tables = report(
        {
            "leads": [lead("L1"), lead("L2")],
            "touchpoints": [
                touch(1, "2024-01-01", lead_id=None, anonymous_id="a"),
                touch(2, "2024-01-02", lead_id="gone", anonymous_id="a"),
                touch(3, "2024-01-03", lead_id="L2", anonymous_id="a"),
                touch(4, "2024-01-03", lead_id="L1", anonymous_id="a"),
                touch(5, "2024-01-04", lead_id=None, anonymous_id="b"),
            ],
        }
    )
    leads = [row["lead_id"] for row in tables["fct_touchpoints"]]
    assert leads == ["L2", None, "L2", "L1", None]


def test_versions_rejections_and_the_books(report):
    tables = report(
        {
            "leads": [
                lead("L1", updated_at="2024-02-01", country="old"),
                lead("L1", updated_at="2024-03-01", country="new"),
                lead("L1", updated_at="2024-09-01", country="future"),
                lead("L1", updated_at="2024-03-01", country="new"),
                lead("L2", "yesterday", email="ann@host.example"),
                lead("L2", email="ann@us.example"),
                lead("L3", "", is_deleted="T"),
                lead("L3"),
                lead("L4", "2024-12-31"),
                lead(None),
                lead("L5", employee_count="1,000"),
            ],
            "deals": [deal("D1", lead_id="L2"), deal("D2", stage="test")],
        },
        as_of_date="2024-06-30",
    )
    assert the(tables["fct_data_quality_summary"], source_table="leads") == {
        "source_table": "leads",
        "rows_in": 11,
        "accepted": 2,
        "duplicates": 4,
        "deleted": 1,
        "rejected": 3,
        "not_yet": 1,
        "warnings": 1,
    }
    assert len(tables["fct_data_quality_summary"]) == 7
    assert the(tables["dim_leads"], lead_id="L1")["country"] == "new"
    issues = tables["fct_data_quality_issues"]
    reasons = {(row["record_id"], row["reason"]) for row in issues}
    assert reasons == {
        ("1", "missing_id"),
        ("L2", "invalid_timestamp"),
        ("L2", "excluded"),
        ("L5", "invalid_optional_value"),
        ("D1", "excluded"),
        ("D2", "ignored_stage"),
    }
    raw_row = json.loads(the(issues, reason="invalid_timestamp")["raw_row"])
    assert raw_row["email"] == "***@host.example"


def test_money_is_converted_and_shared_without_a_rest(report):
    def spend(amount, cost_type=None, **more):
        return {
            "spend_date": "2024-02-10",
            "amount": amount,
            "cost_type": cost_type,
            **more,
        }

    tables = report(
        {
            "leads": [lead(created_at="2024-02-01")],
            "lead_status_changes": [status("mql", "2024-02-02")],
            "marketing_spend": [
                spend("300", "ads", channel="search"),
                spend("200", utm_source="google", currency="usd"),
                spend("100", "ads", channel="events"),
                spend("-50", "ads", channel="sales"),
                spend("100", "staff"),
                spend("70", "sellers"),
                spend("n/a", "ads"),
                spend("1", "ads", currency="GBP"),
            ],
        },
        as_of_date="2024-02-29",
    )
    costs = tables["fct_cost_per_mql_monthly"]
    # 200 USD count with January's rate of 0.5; 100 are shared 400 : 100.
    search = the(costs, segment="search")
    assert (search["program_cost"], search["shared_cost"]) == (400, 80)
    assert search["labor_cost"] == 80
    assert the(costs, segment="events")["shared_cost"] == 20
    assert the(costs, segment="sales")["marketing_cost"] == -50
    # No SQL, so sales costs go where the new MQLs are: one lead, channel unknown.
    assert the(costs, segment="unknown")["sales_cost"] == 70
    total = company(costs, 2)
    assert (total["program_cost"], total["shared_cost"]) == (450, 100)
    assert (total["marketing_cost"], total["sales_cost"]) == (550, 70)
    assert total["cost_per_mql"] == 550
    assert total["customer_acquisition_cost"] is None
    reasons = [row["reason"] for row in tables["fct_data_quality_issues"]]
    assert sorted(reasons) == [
        "invalid_amount",
        "missing_exchange_rate",
        "stale_exchange_rate",
    ]


def test_customers_count_once_and_by_the_deal_that_made_them(report):
    def won(number, closed_at, **more):
        return deal(f"D{number}", "2024-01-01", "Won", closed_at=closed_at, **more)

    tables = report(
        {
            "leads": [lead("L1", "2024-01-01"), lead("L2", "2024-01-01")],
            "touchpoints": [touch(1, "2024-01-01", utm_source="google")],
            "deals": [
                won(1, "2024-01-11", account_id="A", lead_id="L1", amount="100"),
                won(2, "2024-01-12", account_id="A", lead_id="L2", amount="900"),
                won(3, "2024-01-13", lead_id="L2", amount="300"),
                won(4, "2024-01-14", owner="Ann"),
                deal("D5", "2024-01-01", "Lost", closed_at="2024-01-31"),
            ],
        }
    )
    row = company(tables["fct_marketing_sourced_customers_monthly"], 1)
    assert (row["new_customers"], row["marketing_sourced_customers"]) == (3, 1)
    assert row["marketing_sourced_share"] == pytest.approx(1 / 3)
    assert row["marketing_sourced_revenue_share"] == 0.25
    assert row["benchmark_status"] == "below"
    velocity = company(tables["fct_pipeline_velocity_monthly"], 1)
    assert velocity["win_rate"] == 0.8
    assert velocity["average_deal_size"] == pytest.approx(1300 / 3)
    assert velocity["average_sales_cycle_days"] == 11.5
    assert velocity["pipeline_sqls"] == 0


def test_cohort_rates_count_what_was_reached_within_the_window(report):
    tables = report(
        {
            "leads": [lead(f"L{i}", "2024-01-01") for i in range(4)],
            "lead_status_changes": [
                status("MQL", "2024-01-01", "L0"),
                status("SQL", "2024-03-30T23:59", "L0"),
                status("MQL", "2024-01-01", "L1"),
                status("SQL", "2024-03-31", "L1"),  # 90 days later: too late
                status("Junk", "2024-01-02", "L1"),
            ],
        },
        as_of_date="2024-05-01",
    )
    row = company(tables["fct_funnel_conversion_monthly"], 1)
    assert (row["new_leads"], row["new_mqls"], row["mqls_to_sql"]) == (4, 2, 2)
    assert (row["mql_to_sql_rate"], row["mql_rejection_rate"]) == (0.5, 0.5)
    assert row["lead_to_mql_rate"] == 0.5
    later = company(tables["fct_funnel_conversion_monthly"], 2)
    assert (later["is_mature"], later["mql_to_sql_rate"]) == (False, None)
