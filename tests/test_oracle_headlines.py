"""Funnel, dispositions, costs, velocity and forecast, worked out by hand."""

from datetime import date
from functools import partial
from math import log

import pytest

from by_hand import company, deal, lead, recomputed, rows_of, status, the, touch


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


def spend(amount, spend_date="2024-01-10", **more):
    return {"spend_date": spend_date, "amount": amount, **more}


def closed(number, stage, closed_at, created_at="2024-01-01", **more):
    return deal(f"D{number}", created_at, stage, closed_at=closed_at, **more)


def test_a_hand_raise_counts_from_the_fit_that_is_asked_for(report):
    raw = {
        "leads": [lead("L1", job_title="Manager"), lead("L2", employee_count="50")],
        "touchpoints": [
            touch(1, "2024-01-20", "demo_request", "L1"),
            touch(2, "2024-01-20", "demo_request", "L2"),
        ],
    }

    def sqls(**variables):
        leads = report(raw, **variables)["dim_leads"]
        assert all(row["first_hand_raise_at"] for row in leads)
        return [row["sql_at"] is not None for row in leads]

    assert sqls() == [True, True]
    assert sqls(hand_raise_min_fit_score=15) == [True, False]
    assert sqls(hand_raise_min_fit_score="0") == [True, True]


def test_rates_of_own_mqls_leave_out_the_implied_ones(report):
    raw = {
        "leads": [lead(f"L{number}", "2024-01-01") for number in range(3)],
        "lead_status_changes": [
            status("MQL", "2024-01-02", "L0"),
            status("MQL", "2024-01-02", "L1"),
            status("SQL", "2024-01-05", "L1"),
            status("SQL", "2024-01-05", "L2"),
        ],
    }
    tables = report(raw, as_of_date="2024-06-30")
    row = company(tables["fct_funnel_conversion_monthly"], 1)
    assert (row["new_mqls"], row["implied_mqls"]) == (3, 1)
    assert row["mql_to_sql_rate"] == pytest.approx(2 / 3)
    assert row["mql_to_sql_rate_own"] == 0.5
    card = rows_of(tables["fct_kpi_scorecard_monthly"], metric="mql_to_sql_rate_own")
    assert (card[0]["numerator"], card[0]["denominator"]) == (1, 2)


def test_from_lead_to_customer_there_is_a_window_of_its_own(report):
    raw = {
        "leads": [lead("L1", "2024-01-01"), lead("L2", "2024-01-01")],
        "web_traffic": [{"traffic_date": "2024-01-01", "visitors": "10"}],
        "deals": [
            closed(1, "Won", "2024-06-28T23:59", lead_id="L1"),  # on the 180th day
            closed(2, "Won", "2024-06-29", lead_id="L2"),
        ],
    }

    def rates(as_of_date, **variables):
        tables = report(raw, as_of_date=as_of_date, **variables)
        funnel = company(tables["fct_funnel_conversion_monthly"], 1)
        assert (funnel["is_mature"], funnel["lead_to_mql_rate"]) == (True, 1)
        rate = funnel["lead_to_customer_rate"]
        web = company(tables["fct_web_traffic_monthly"], 1)
        assert web["lead_to_customer_rate"] == rate
        week = the(tables["fct_lead_to_customer_weekly"])
        card = rows_of(
            tables["fct_kpi_scorecard_monthly"], metric="lead_to_customer_rate"
        )[0]
        assert (card["value"], card["is_mature"]) == (rate, rate is not None)
        return rate, week["lead_to_customer_rate"], week["is_mature"]

    # January is mature 180 days after its end, the week of 1 January after 7 January.
    assert rates("2024-07-28") == (None, 0.5, True)
    assert rates("2024-07-29") == (0.5, 0.5, True)
    assert rates("2024-07-04") == (None, None, False)
    assert rates("2024-07-05")[1:] == (0.5, True)
    assert rates("2024-07-05", lead_conversion_window_days=90) == (0, 0, True)


def dispositions(report, *changes, as_of_date="2024-06-30", **more):
    """What became of one MQL of 5 January, as the table tells it."""
    raw = {
        "leads": [lead("L1", "2024-01-01")],
        "lead_status_changes": [status("MQL", "2024-01-05"), *changes],
        **more,
    }
    tables = report(raw, as_of_date=as_of_date)
    row = company(tables["fct_mql_disposition_monthly"], 1)
    assert row["new_mqls"] == 1
    kinds = ("accepted", "sent_back", "rejected", "untouched")
    found = [kind for kind in kinds if row[kind]]
    assert len(found) == 1
    funnel = company(tables["fct_funnel_conversion_monthly"], 1)
    if row["is_mature"]:
        turned_down = row["send_back_rate"] + row["rejection_rate"]
        assert funnel["mql_rejection_rate"] == turned_down
        assert row["acceptance_rate"] == (found == ["accepted"])
    else:
        assert row["acceptance_rate"] is funnel["mql_rejection_rate"] is None
    return found[0], row["median_days_to_disposition"]


def test_what_came_first_is_what_sales_did_with_an_mql(report):
    def of(*changes, **more):
        return dispositions(report, *changes, **more)

    sent_back, rejected = status("Nurture", "2024-01-10"), status("Junk", "2024-01-10")
    accepted = status("SQL", "2024-01-10")
    assert of() == ("untouched", None)
    assert of(sent_back) == ("sent_back", 5)
    # At one moment accepted comes before rejected, and that before sent back.
    assert of(sent_back, rejected) == ("rejected", 5)
    assert of(sent_back, rejected, accepted) == ("accepted", 5)
    assert of(sent_back, status("SQL", "2024-01-11")) == ("sent_back", 5)
    assert of(status("SQL", "2024-01-05")) == ("accepted", 0)
    # What comes when the window has closed is too late.
    assert of(status("Junk", "2024-04-03T23:59"))[0] == "rejected"
    assert of(status("Junk", "2024-04-04")) == ("untouched", None)
    # The days are told at once, the rates when the month is mature.
    assert of(sent_back, as_of_date="2024-02-15") == ("sent_back", 5)


def test_of_leavings_while_it_is_out_only_a_disqualification_counts(report):
    raised = {"touchpoints": [touch(1, "2024-01-05T09:00", "demo_request")]}
    early = status("Nurture", "2024-01-04")

    def of(*changes):
        return dispositions(report, early, *changes)[0]

    # It came back with the status MQL, so another leaving counts.
    assert of(status("Nurture", "2024-01-09")) == "sent_back"
    # Recycled at the moment of its return, it is out, and may still be disqualified.
    at_once = status("Nurture", "2024-01-05")
    assert of(at_once, status("Junk", "2024-01-09")) == "sent_back"
    assert dispositions(report, early, **raised)[0] == "accepted"


def test_dispositions_are_told_by_the_leads_owner(report):
    raw = {
        "leads": [lead("L1", owner="Ann"), lead("L2")],
        "lead_status_changes": [
            status("MQL", "2024-01-12", "L1"),
            status("Junk", "2024-01-14", "L1"),
            status("SQL", "2024-01-12", "L2"),
        ],
    }
    rows = report(raw)["fct_mql_disposition_monthly"]
    found = {
        row["segment"]: (row["accepted"], row["rejected"], row["implied_mqls"])
        for row in rows_of(rows, segment_type="owner")
    }
    assert found == {"Ann": (0, 1, 0), "unknown": (1, 0, 1)}


def test_a_month_without_marketing_cost_knows_no_mean_cost(report):
    raw = {
        "leads": [lead(f"L{n}", f"2024-0{n}-01") for n in (1, 2, 3, 4)],
        "lead_status_changes": [
            status("MQL", f"2024-0{n}-02", f"L{n}") for n in (1, 2, 3, 4)
        ],
        "touchpoints": [
            touch(n, f"2024-0{n}-01", lead_id=f"L{n}", utm_source="google")
            for n in (1, 2, 3, 4)
        ],
        "deals": [closed(1, "Won", "2024-02-20", lead_id="L1", amount="10")],
        "marketing_spend": [
            spend("100", "2024-01-10", channel="events"),
            spend("40", "2024-02-10", cost_type="sellers", channel="search"),
            spend("30", "2024-03-10", channel="events"),
            spend("-30", "2024-03-10", channel="events"),
            spend("60", "2024-04-10", channel="search"),
        ],
    }
    tables = report(raw, as_of_date="2024-06-30")
    table = tables["fct_cost_per_mql_monthly"]
    rows = [company(table, month) for month in (1, 2, 3, 4)]
    # February has sales costs alone; March's credit leaves nothing, which is known.
    assert [row["cost_per_mql"] for row in rows] == [100, None, 0, 60]
    assert [row["cost_per_lead"] for row in rows] == [100, None, 0, 60]
    assert rows[1]["marketing_cost"] == 0
    assert (rows[1]["roi"], rows[1]["customer_acquisition_cost"]) == (None, None)
    assert rows[0]["roi"] == -1
    assert [row["cost_per_mql_3m"] for row in rows] == [None] * 4
    # A channel without cost beside one that has some costs nothing.
    search = rows_of(table, segment="search")
    assert [row["cost_per_mql"] for row in search[:4]] == [0, None, 0, 60]
    campaigns = rows_of(tables["fct_campaign_results_monthly"], channel="search")
    assert [row["cost_per_mql"] for row in campaigns] == [0, None, 0, 60]
    assert campaigns[1]["roi"] is None
    later = report(raw, as_of_date="2024-12-31")["fct_cost_per_mql_monthly"]
    assert company(later, 12)["cost_per_mql_3m"] is None
    costs = [spend("30", f"2024-0{n}-10") for n in (2, 3, 4)]
    known = report({**raw, "marketing_spend": costs})["fct_cost_per_mql_monthly"]
    assert company(known, 4)["cost_per_mql_3m"] == 30


def test_revenue_per_mql_waits_until_the_month_is_mature(report):
    raw = {
        "leads": [lead("L1", "2024-01-01")],
        "lead_status_changes": [status("MQL", "2024-01-02")],
        "deals": [closed(1, "Won", "2024-01-20", lead_id="L1", amount="10")],
    }

    def told(as_of_date):
        tables = report(raw, as_of_date=as_of_date)
        row = company(tables["fct_cost_per_mql_monthly"], 1)
        card = rows_of(tables["fct_kpi_scorecard_monthly"], metric="revenue_per_mql")[0]
        assert card["value"] == row["revenue_per_mql"]
        assert row["mql_cohort_revenue"] == 10
        return row["revenue_per_mql"], card["numerator"]

    assert told("2024-04-29") == (None, None)
    assert told("2024-04-30") == (10, 10)


def test_sales_costs_are_shared_as_the_company_wants(report):
    raw = {
        "leads": [lead(f"L{n}", "2024-01-01") for n in range(4)],
        "touchpoints": [
            touch(n, "2024-01-01", lead_id=f"L{n}", channel=channel)
            for n, channel in enumerate(("search", "events", "events", "sales"))
        ],
        "lead_status_changes": [
            status("SQL", "2024-01-05", "L3"),
            status("MQL", "2024-01-05", "L0"),
        ],
        "deals": [
            closed(1, "Won", "2024-01-20", lead_id="L0", account_id="A"),
            closed(2, "Won", "2024-01-21", lead_id="L1", account_id="A"),
            deal("D3", "2024-01-20", lead_id="L2"),
        ],
        "marketing_spend": [spend("120", cost_type="sellers")],
    }

    def shares(basis):
        table = report(raw, sales_cost_basis=basis)["fct_cost_per_mql_monthly"]
        names = ("search", "events", "sales")
        return [the(table, segment=name)["sales_cost"] for name in names]

    assert shares("new_sqls") == [30, 60, 30]
    assert shares("new_opportunities") == [40, 80, 0]
    assert shares("new_customers") == [120, 0, 0]  # account A counts once
    raw["deals"] = []
    assert shares("new_customers") == [0, 0, 120]  # the only SQL's channel


def test_the_share_of_known_leaves_out_customers_without_a_channel(report):
    raw = {
        "leads": [lead("L1", "2024-01-01"), lead("L2", "2024-01-01")],
        "touchpoints": [
            touch(1, "2024-01-01", utm_source="google"),
            touch(2, "2024-01-01", lead_id="L2", channel="sales"),
        ],
        "deals": [
            closed(1, "Won", "2024-01-20", lead_id="L1"),
            closed(2, "Won", "2024-01-20", lead_id="L2"),
            closed(3, "Won", "2024-01-20"),
        ],
    }
    row = company(report(raw)["fct_marketing_sourced_customers_monthly"], 1)
    assert row["marketing_sourced_share"] == pytest.approx(1 / 3)
    assert row["marketing_sourced_share_of_known"] == 0.5
    raw["deals"] = raw["deals"][2:]
    row = company(report(raw)["fct_marketing_sourced_customers_monthly"], 1)
    assert row["marketing_sourced_share"] == 0
    assert row["marketing_sourced_share_of_known"] is None


def test_a_band_without_width_gives_no_verdict(report):
    raw = {"leads": [lead()], "deals": [closed(1, "Won", "2024-01-20", lead_id="L1")]}
    band = "metric,go_to_market,low,high,source\nmarketing_sourced_share,,{},us\n"

    def status_in(bounds):
        tables = report(raw, {"benchmarks": band.format(bounds)})
        return company(tables["fct_marketing_sourced_customers_monthly"], 1)[
            "benchmark_status"
        ]

    assert status_in("0.2,0.4") == "below"
    assert status_in("0.2,0.2") is None
    assert status_in("0,0") is None


def test_marketing_brought_a_share_of_the_new_pipeline(report):
    raw = {
        "leads": [lead("L1", "2024-01-01")],
        "touchpoints": [touch(1, "2024-01-01", utm_source="google")],
        "deals": [
            deal("D1", "2024-01-05", lead_id="L1", amount="30"),
            deal("D2", "2024-01-05", amount="90"),
            deal("D3", "2024-01-05", "Target", lead_id="L1", amount="500"),
        ],
    }
    tables = report(raw, as_of_date="2024-02-10")
    row = company(tables["fct_pipeline_created_monthly"], 1)
    assert row["marketing_sourced_pipeline_amount"] == 30
    assert row["marketing_sourced_pipeline_share"] == 0.25
    assert row["open_pipeline_change"] is None
    # Nothing came in February: there is no share of nothing.
    row = company(tables["fct_pipeline_created_monthly"], 2)
    assert row["marketing_sourced_pipeline_share"] is None


def test_changes_from_nothing_are_no_numbers_and_rates_move_by_points(report):
    def traffic(month, visitors, bounces):
        day = f"2024-0{month}-10"
        return {"traffic_date": day, "visitors": visitors, "bounces": bounces}

    raw = {
        "web_traffic": [
            traffic(1, "0", None),
            traffic(2, "10", "5"),
            traffic(3, "20", "5"),
            traffic(4, "10", "1"),
        ]
    }
    table = report(raw, as_of_date="2024-04-20")["fct_web_traffic_monthly"]
    rows = [company(table, month) for month in (1, 2, 3, 4)]
    assert [row["visitors_growth"] for row in rows] == [None, None, 1, None]
    points = [row["bounce_rate_change_points"] for row in rows]
    assert points == [None, None, -0.25, None]  # April is still running


def test_sqls_on_the_shelf_leave_the_pipeline(report):
    raw = {
        "leads": [lead(f"L{n}", "2023-12-01") for n in range(4)],
        "lead_status_changes": [
            status("SQL", "2024-01-01T00:00:00Z", "L0"),
            status("SQL", "2024-01-01T00:00:01Z", "L1"),
            status("SQL", "2024-01-01T00:00:00Z", "L2"),
            status("Junk", "2024-02-01", "L2"),
            status("SQL", "2024-01-01T00:00:00Z", "L3"),
        ],
        "deals": [deal("D1", "2024-02-01", lead_id="L3")],
    }

    def pipeline(shelf, as_of_date):
        tables = report(raw, sql_shelf_days=shelf, as_of_date=as_of_date)
        row = company(tables["fct_pipeline_velocity_monthly"], 3)
        card = tables["fct_kpi_scorecard_monthly"]
        card = the(card, metric="stale_sqls", month_start=date(2024, 3, 1))
        assert (card["value"], card["year_to_date"]) == (row["stale_sqls"], None)
        return row["pipeline_sqls"], row["stale_sqls"]

    # March ends 91 days after the first of January; L2 is out, L3's deal is open.
    assert pipeline(90, "2024-03-31") == (1, 2)
    assert pipeline(91, "2024-03-31") == (2, 1)
    assert pipeline(92, "2024-03-31") == (3, 0)
    # While it runs, a month ends with the day of the report.
    assert pipeline(90, "2024-03-30") == (2, 1)
    assert pipeline(90, "2024-03-29") == (3, 0)


def months_of_deals(*counts):
    """Closes of January to …: (won, lost), an open deal beside them."""
    deals = [deal("D0", "2024-01-01")]
    for month, (wins, losses) in enumerate(counts, start=1):
        for number in range(wins + losses):
            stage = "Won" if number < wins else "Lost"
            close = f"2024-{month:02}-21"
            deals.append(
                closed(f"{month}-{number}", stage, close, f"2024-{month:02}-11")
                | {"amount": "300"}
            )
    return {"deals": deals}


def test_capture_compares_what_was_won_with_the_velocity(report):
    table = report(months_of_deals((1, 1), (1, 1), (1, 1)), as_of_date="2024-03-31")
    rows = [
        company(table["fct_pipeline_velocity_monthly"], month) for month in (1, 2, 3)
    ]
    # 1 open deal * 0.5 * 300 / 10 days are 15 a day; 900 were won in 91 days.
    assert [row["velocity_per_day"] for row in rows] == [None, None, 15]
    assert [row["velocity_capture"] for row in rows[:2]] == [None, None]
    assert rows[2]["velocity_capture"] == pytest.approx(900 / 91 / 15)
    table = report(months_of_deals((1, 1), (1, 1), (1, 1)), as_of_date="2024-03-25")
    row = company(table["fct_pipeline_velocity_monthly"], 3)
    assert row["velocity_capture"] == pytest.approx(900 / 85 / 15)
    # Nothing was won: the velocity is unknown, and so is what it captured.
    table = report(months_of_deals((0, 1), (0, 1), (0, 1)), as_of_date="2024-03-31")
    row = company(table["fct_pipeline_velocity_monthly"], 3)
    assert (row["velocity_per_day"], row["velocity_capture"]) == (None, None)


def test_causes_of_velocity_add_up_to_its_change(report):
    raw = months_of_deals((1, 1), (1, 1), (1, 1), (1, 0))
    raw["deals"].append(deal("D9", "2024-04-02"))
    tables = report(raw, as_of_date="2024-05-15")
    rows = rows_of(tables["fct_velocity_causes_monthly"], segment_type="company")
    # March is the first with a velocity, May is not complete.
    assert {row["month_start"] for row in rows} == {date(2024, 4, 1)}
    causes = {row["cause"]: row["contribution"] for row in rows}
    before, after = 15, 2 * 0.6 * 300 / 10
    assert rows[0]["previous_velocity"] == before
    assert rows[0]["velocity"] == pytest.approx(after)
    mean = (after - before) / log(after / before)
    assert causes["sqls"] == pytest.approx(mean * log(2))
    assert causes["win_rate"] == pytest.approx(mean * log(0.6 / 0.5))
    assert (causes["deal_size"], causes["cycle"]) == (0, 0)
    assert sum(causes.values()) == pytest.approx(after - before)


def test_causes_of_a_velocity_that_stays_cancel_out(report):
    raw = months_of_deals((1, 1), (1, 1), (1, 1), (1, 1))
    # Twice the pipeline, and deals that take twice as long: one of them 40 days.
    raw["deals"] += [deal(f"D{number}", "2024-04-02") for number in (7, 8, 9)]
    for row in raw["deals"]:
        if row["deal_id"] == "D4-0":
            row["created_at"] = "2024-03-12"  # in March's pipeline, then
    tables = report(raw, as_of_date="2024-04-30")
    rows = rows_of(tables["fct_velocity_causes_monthly"], segment_type="company")
    causes = {row["cause"]: row["contribution"] for row in rows}
    # 2 * 0.5 * 300 / 10 days, then 4 * 0.5 * 300 / 20 days.
    assert rows[0]["velocity"] == rows[0]["previous_velocity"] == 30
    assert causes["sqls"] == pytest.approx(30 * log(2))
    assert causes["cycle"] == pytest.approx(-30 * log(2))


def test_without_a_factor_above_nothing_there_are_no_causes(report):
    def causes(*counts, **more):
        tables = report({**months_of_deals(*counts), **more}, as_of_date="2024-04-30")
        return tables["fct_velocity_causes_monthly"]

    assert causes((1, 1), (1, 1), (1, 1), (1, 1))
    assert causes((0, 1), (0, 1), (0, 1), (1, 1)) == []
    without_pipeline = months_of_deals((1, 1), (1, 1), (1, 1), (1, 1))["deals"][1:]
    assert causes(deals=without_pipeline) == []


def test_a_guessed_close_is_never_overdue_and_today_is_not_past(report):
    raw = {
        "deals": [
            closed(1, "Won", "2024-01-11"),
            deal("D2", "2024-01-15"),  # 10 days later: a guess that lies behind us
            deal("D3", "2024-01-15", "Verbal", closed_at="2024-02-27T23:59"),
            deal("D4", "2024-01-15", closed_at="2024-02-28T00:00"),
        ],
    }
    tables = report(raw, as_of_date="2024-02-28")
    rows = {
        (row["forecast_month"].month, row["stage"]): (
            row["open_deals"],
            row["overdue_deals"],
        )
        for row in tables["fct_pipeline_forecast"]
    }
    assert rows == {
        (3, "opportunity"): (1, 0),
        (3, "commit"): (1, 1),
        (2, "opportunity"): (1, 0),
    }
