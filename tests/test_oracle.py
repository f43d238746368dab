"""Tiny worlds whose numbers are worked out by hand from the data contract."""

import json
from datetime import date, datetime
from functools import partial

import pytest

from by_hand import company, deal, lead, recomputed, rows_of, status, the, touch


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


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


def test_a_month_is_the_zones_month(report):
    raw = {"leads": [lead(created_at="2024-01-31T23:30Z")]}
    tables = report(raw, reporting_timezone="Europe/Berlin")
    row = the(tables["fct_funnel_conversion_monthly"], segment_type="company")
    assert (row["month_start"], row["new_leads"]) == (date(2024, 2, 1), 1)


def test_the_planner_works_backwards_from_a_goal(report):
    tables = report({"leads": [lead()], "deals": [deal("D1", stage="Won")]})
    plan = the(tables["fct_goal_plan"], scenario="deals")
    assert (plan["sqls_needed"], plan["mqls_needed"]) == (1600, 8000)
    assert plan["leads_needed"] is None  # we have no rate of our own
    assert plan["mqls_needed_per_month"] == pytest.approx(8000 / 12)
    assert (plan["deals_actual"], plan["deals_gap"]) == (1, 399)
    assert (plan["close_rate_source"], plan["lead_to_mql_rate_source"]) == (
        "given",
        "own",
    )
    plan = the(tables["fct_goal_plan"], scenario="revenue")
    needed = [plan[f"{what}_needed"] for what in ("deals", "sqls", "mqls", "leads")]
    assert needed == [200, 800, 4000, 40000]
    assert plan["visitors_needed"] == 4_000_000


def test_the_pace_that_holds_last_months_leads(report):
    # May 2024 has 23 business days, June 20.
    leads = [lead(f"L{number}", "2024-05-02") for number in range(1000)]
    tables = report({"leads": [*leads, lead("L", "2024-06-10")]})
    row = company(tables["fct_lead_volume_monthly"], 6)
    assert row["leads_per_business_day_to_hold"] == 50
    assert row["leads_per_business_day_growth_to_hold"] == pytest.approx(0.15)
    assert row["business_days"] == 6
    assert row["leads_per_business_day_growth"] is None  # June is still running


def test_targets_to_date_follow_the_business_days(report):
    raw = {"leads": [lead(created_at="2024-03-01"), lead("L2", "2024-03-15")]}
    tables = report(raw)
    row = company(tables["fct_lead_volume_monthly"], 3)
    # 11 of 21 business days are gone.
    assert (row["leads_target"], row["leads_target_to_date"]) == (42, 22)
    card = the(tables["fct_kpi_scorecard_monthly"], metric="leads")
    assert (card["target"], card["target_to_date"]) == (42, 22)
    assert card["target_status"] == "missed"
    card = the(tables["fct_kpi_scorecard_monthly"], metric="win_rate")
    # A rate has no part of its target to reach by now.
    assert (card["value"], card["target"], card["target_to_date"]) == (None, 0.5, None)
    assert card["target_status"] is None


def test_revenue_is_new_or_expansion_and_may_be_influenced(report):
    def won(number, closed_at, amount):
        dates = {"created_at": "2024-01-01", "closed_at": closed_at}
        return deal(f"D{number}", stage="Won", lead_id="L1", amount=amount, **dates)

    raw = {
        "leads": [lead(created_at="2024-01-01")],
        "touchpoints": [
            touch(1, "2024-01-01", channel="search"),
            touch(2, "2024-01-03", "email_sent"),
            touch(3, "2024-03-08", channel="direct"),
        ],
        "deals": [
            won(1, "2024-03-10", "100"),
            won(2, "2024-06-29", "50"),
            won(3, "2024-06-30", ""),
        ],
    }
    tables = report(raw, influence_window_days=180)
    march = company(tables["fct_revenue_monthly"], 3)
    june = company(tables["fct_revenue_monthly"], 6)
    assert (march["new_customer_revenue"], march["expansion_revenue"]) == (100, 0)
    assert (june["new_customer_revenue"], june["expansion_revenue"]) == (0, 50)
    # The first touch came just 180 days before the close of June 29th.
    assert (march["influenced_revenue"], june["influenced_revenue"]) == (100, 50)
    assert june["inbound_revenue_share"] == 1
    cycle = company(tables["fct_sales_cycle_monthly"], 3)
    assert cycle["average_interactions_to_close"] == 2
    assert cycle["average_marketing_touches_to_close"] == 2
    cycle = company(tables["fct_sales_cycle_monthly"], 6)
    assert (cycle["median_days"], cycle["p90_days"]) == (180.5, 180.9)
    assert cycle["average_interactions_to_close"] is None


def test_web_and_email_rates_have_the_right_base(report):
    def day(**more):
        return {"traffic_date": "2024-01-10", **more}

    raw = {
        "leads": [lead()],
        "touchpoints": [
            touch(1, "2024-01-10", "email_sent", program="p", asset="a"),
            touch(2, "2024-02-10", "email_clicked", program="p", asset="a"),
            touch(3, "2024-01-11", "email_sent", program="p", asset="b"),
            touch(4, "2024-01-11", "email_sent", program="q"),
            touch(5, "2024-01-11", "email_delivered", program="q"),
            touch(6, "2024-01-11", "email_sent", lead_id=None, anonymous_id="x"),
        ],
        "web_traffic": [
            day(visitors="60", sessions="80", bounces="30", search_position="4"),
            day(visitors="20", bounces="10", search_position="8"),
            day(visitors="20", bounces="10", search_position="8"),
        ],
    }
    tables = report(raw)
    web = company(tables["fct_web_traffic_monthly"], 1)
    assert (web["visitors"], web["sessions"], web["bounce_rate"]) == (80, 80, 0.4)
    assert web["average_search_position"] == 5
    assert web["visitor_to_lead_rate"] == 1 / 80
    first, second = tables["fct_email_engagement_monthly"]
    assert (first["program"], first["sent"], first["opened"]) == ("p", 2, 1)
    assert (first["open_rate"], first["click_to_open_rate"]) == (0.5, 1)
    assert (second["delivered"], second["open_rate"]) == (1, 0)


def test_those_who_entered_a_stage_advanced_left_or_stay(report):
    raw = {
        "leads": [lead(f"L{number}", "2024-01-01") for number in range(4)],
        "lead_status_changes": [
            status("MQL", "2024-01-05", "L0"),
            status("Junk", "2024-01-05", "L1"),
            status("Nurture", "2024-01-05", "L2"),
        ],
    }
    tables = report(raw, as_of_date="2024-01-30")
    rows = rows_of(tables["fct_stage_dropoff_monthly"], segment_type="company")
    row = the(rows, stage="lead")
    counts = [
        row[name]
        for name in ("entered", "advanced", "recycled", "disqualified", "still_open")
    ]
    assert counts == [4, 1, 1, 1, 1]
    assert (row["stalled"], row["median_days_to_advance"]) == (0, 4)
    assert the(rows, stage="mql")["still_open"] == 1
    cohort = rows_of(
        tables["fct_funnel_cohorts_monthly"],
        cohort_stage="lead",
        segment_type="company",
        to_stage="mql",
    )
    assert len(cohort) == 13
    assert (cohort[0]["converted"], cohort[0]["conversion_rate"]) == (1, None)


def test_open_deals_are_forecast_by_what_was_won_lately(report):
    raw = {
        "deals": [
            deal("D1", "2024-01-01", "Won", closed_at="2024-01-21"),
            deal("D2", "2024-01-01", "Lost", closed_at="2024-02-01"),
            deal("D3", "2024-02-01", closed_at="2024-02-02", amount="10"),
            deal("D4", "2024-02-01", closed_at="2024-05-02", amount="20"),
            deal("D5", "2024-02-15", "Verbal", amount="30"),
            deal("D6", "2023-01-01", "Lost", closed_at="2023-02-01"),
        ],
    }
    tables = report(raw, as_of_date="2024-02-28")
    rows = {
        (row["forecast_month"].month, row["stage"]): (
            row["overdue_deals"],
            row["weighted_amount"],
        )
        for row in tables["fct_pipeline_forecast"]
    }
    assert rows == {
        (3, "opportunity"): (1, 5),
        (5, "opportunity"): (0, 10),
        (3, "commit"): (0, 15),
    }
