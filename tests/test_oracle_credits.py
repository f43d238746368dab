"""Credits, worked out by hand: they lower revenue, and count nowhere else."""

from datetime import datetime
from functools import partial

import pytest

from by_hand import company, deal, lead, recomputed, rows_of, status, the, touch


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


def won(number, closed_at, amount, created_at="2024-01-02", **more):
    more = {"lead_id": "L1", "closed_at": closed_at, "amount": amount, **more}
    return deal(f"D{number}", created_at, "Won", **more)


def reasons(tables):
    return sorted(row["reason"] for row in tables["fct_data_quality_issues"])


def test_a_credit_is_won_by_its_stage_alone(report):
    credit = won(1, "2024-01-05", "-30", created_at="2024-03-01")
    tables = report(
        {
            "leads": [lead(created_at="2024-02-01")],
            "deals": [credit],
            "deal_stage_changes": [
                {"deal_id": "D1", "stage": "Verbal", "changed_at": "2024-01-03"}
            ],
        }
    )
    row = the(tables["fct_deals"])
    assert (row["stage"], row["is_won"], row["is_open"]) == ("won", False, False)
    assert (row["is_credit"], row["amount"]) == (True, -30)
    assert row["is_new_customer"] is False
    assert row["closed_at"] == datetime(2024, 1, 5)
    assert [row[name] for name in ("opportunity_at", "commit_at", "cycle_days")] == [
        None,
        None,
        None,
    ]
    # Closed before it was created, and before its lead: no word of it.
    assert reasons(tables) == []


def test_a_credit_is_nowhere_before_its_close(report):
    raw = {"leads": [lead()], "deals": [won(1, "2024-05-05", "-30")]}
    tables = report(raw, as_of_date="2024-03-31")
    row = the(tables["fct_deals"])
    assert (row["stage"], row["is_credit"], row["closed_at"]) == ("won", True, None)
    assert (row["is_open"], row["is_won"]) == (False, False)
    assert company(tables["fct_revenue_monthly"], 3)["won_revenue"] == 0
    assert reasons(tables) == ["close_date_in_future"]
    assert tables["fct_pipeline_forecast"] == []


def test_a_negative_amount_that_is_not_won_is_no_credit(report):
    deals = [
        deal("D1", "2024-01-02", "Lost", closed_at="2024-01-09", amount="-5"),
        deal("D2", "2024-01-02", amount="-5"),
        deal("D3", "2024-01-02", "Won", closed_at="2024-01-09", amount="0"),
    ]
    tables = report({"deals": deals})
    assert [row["is_credit"] for row in tables["fct_deals"]] == [False] * 3
    assert [row["amount"] for row in tables["fct_deals"]] == [None, None, 0]
    assert reasons(tables) == ["negative_amount"] * 2


def test_a_credit_has_the_rate_of_its_close_and_stays_one_without_any(report):
    deals = [
        won(1, "2024-03-05", "-100", currency="USD"),
        won(2, "2024-03-05", "-100", currency="GBP"),
    ]
    first, second = report({"leads": [lead()], "deals": deals})["fct_deals"]
    assert (first["amount"], first["is_credit"]) == (-80, True)
    assert (second["amount"], second["is_credit"]) == (None, True)


def test_a_credit_proves_nothing_of_its_lead(report):
    credit = won(9, "2024-03-10", "-30", created_at="2024-03-05")
    raw = {
        "leads": [lead("L1"), lead("L2"), lead("L3")],
        "lead_status_changes": [
            status("Nurture", "2024-03-01", "L1"),
            status("SQL", "2024-03-01", "L2"),
        ],
        "deals": [
            credit,
            {**credit, "deal_id": "D2", "lead_id": "L2"},
            {**credit, "deal_id": "D3", "lead_id": "L3"},
            deal("D4", "2024-02-01", "Lost", lead_id="L3", closed_at="2024-03-20"),
        ],
    }
    tables = report(raw, as_of_date="2024-03-31")
    stages = [row["current_stage"] for row in tables["dim_leads"]]
    # No deal brings L1 back or takes L2 further, and L3's lost one was its only one.
    assert stages == ["recycled", "sql", "recycled"]
    assert [row["customer_at"] for row in tables["dim_leads"]] == [None] * 3
    velocity = company(tables["fct_pipeline_velocity_monthly"], 3)
    assert (velocity["pipeline_sqls"], velocity["won_deals"]) == (1, 0)
    assert (velocity["win_rate"], velocity["won_amount"]) == (0, 0)
    sourced = company(tables["fct_marketing_sourced_customers_monthly"], 3)
    assert (sourced["new_customers"], sourced["new_customer_revenue"]) == (0, 0)


def test_a_credit_lowers_the_revenue_that_it_gives_back(report):
    def revenue(*deals, month=3):
        tables = report({"leads": [lead(created_at="2024-01-01")], "deals": deals})
        row = company(tables["fct_revenue_monthly"], month)
        kinds = ("won_deals", "new_customer_revenue", "expansion_revenue")
        return [row["won_revenue"], *(row[kind] for kind in kinds)]

    first, second = won(1, "2024-02-01", "100"), won(2, "2024-03-09", "50")
    # After no or one purchase the customer is a new one; the second comes at once.
    assert revenue(won(8, "2024-03-09", "-30")) == [-30, 0, -30, 0]
    assert revenue(first, won(8, "2024-03-09", "-30")) == [-30, 0, -30, 0]
    assert revenue(first, second, won(8, "2024-03-08", "-30")) == [20, 1, -30, 50]
    assert revenue(first, second, won(8, "2024-03-09", "-30")) == [20, 1, 0, 20]
    # Another key's purchases play no part.
    other = won(8, "2024-03-09", "-30", account_id="A")
    assert revenue(first, second, other) == [20, 1, -30, 50]


def test_no_share_or_growth_stands_on_revenue_that_is_not_above_nothing(report):
    raw = {
        "leads": [lead(created_at="2024-01-01")],
        "touchpoints": [touch(1, "2024-01-01", channel="search")],
        "deals": [
            won(1, "2024-01-20", "100"),
            won(2, "2024-02-20", "-30"),
            won(3, "2024-03-20", "60"),
        ],
    }
    tables = report(raw, as_of_date="2024-03-31")
    rows = [company(tables["fct_revenue_monthly"], month) for month in (1, 2, 3)]
    assert [row["inbound_revenue"] for row in rows] == [100, -30, 60]
    assert [row["inbound_revenue_share"] for row in rows] == [1, None, 1]
    # From 100 to -30 is a fall by 130%; from -30 to 60 there is no such number.
    growths = [row["revenue_growth"] for row in rows]
    assert growths == [None, pytest.approx(-1.3), None]
    assert rows[1]["influenced_revenue"] == -30
    shares = tables["fct_kpi_scorecard_monthly"]
    shares = rows_of(shares, metric="inbound_revenue_share")
    assert [row["value"] for row in shares] == [1, None, 1]
    assert [row["year_to_date"] for row in shares] == [1, 1, 1]


def test_a_credit_is_in_sums_of_revenue_and_in_no_count_or_mean(report):
    raw = {
        "leads": [lead(created_at="2024-01-01")],
        "lead_status_changes": [status("MQL", "2024-01-02")],
        "touchpoints": [touch(1, "2024-01-01", channel="search", utm_campaign="c")],
        "deals": [won(1, "2024-01-20", "100"), won(2, "2024-01-25", "-30")],
    }
    tables = report(raw, as_of_date="2024-04-30")
    cost = company(tables["fct_cost_per_mql_monthly"], 1)
    assert (cost["won_revenue"], cost["mql_cohort_revenue"]) == (70, 70)
    assert (cost["new_customers"], cost["mql_cohort_customers"]) == (1, 1)
    campaign = the(tables["fct_campaign_results_monthly"], campaign="c")
    assert (campaign["won_revenue"], campaign["new_customers"]) == (70, 1)
    velocity = company(tables["fct_pipeline_velocity_monthly"], 1)
    assert (velocity["won_deals"], velocity["won_amount"]) == (1, 100)
    assert velocity["average_deal_size"] == 100
    cycle = company(tables["fct_sales_cycle_monthly"], 1)
    assert (cycle["won_deals"], cycle["lost_deals"]) == (1, 0)
    assert [row["cycle_days"] for row in tables["fct_deals"]] == [18, None]
    pipeline = company(tables["fct_pipeline_created_monthly"], 1)
    assert (pipeline["opportunities"], pipeline["new_pipeline_amount"]) == (1, 100)
    assert the(tables["fct_goal_plan"], scenario="deals")["deals_actual"] == 1
    sizes = rows_of(tables["fct_kpi_scorecard_monthly"], metric="average_deal_size")
    assert sizes[0]["value"] == 100
