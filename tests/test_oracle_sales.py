"""Tiny worlds by hand: how fast sales answered, what customers cost and brought."""

from datetime import date
from functools import partial

import pytest

from by_hand import company, deal, lead, recomputed, rows_of, status, the, touch
from oracle.tables_acquisition import byar_limits, slope_cost


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


# Speed to lead


def asked_and_answered(report, asked, answered, **variables):
    """The company's row of March 2024, of one hand raise and its answer."""
    raw = {
        "leads": [lead(created_at="2024-03-01")],
        "touchpoints": [
            touch(1, asked, "demo_request"),
            touch(2, answered, "sales_call"),
        ],
    }
    tables = report(raw, as_of_date="2024-08-31", **variables)
    return company(tables["fct_speed_to_lead_monthly"], 3)


def test_a_weekend_has_no_business_hours(report):
    # Friday to Monday.
    row = asked_and_answered(report, "2024-03-08T16:30", "2024-03-11T09:15")
    assert (row["median_hours"], row["median_clock_hours"]) == (0.75, 64.75)
    assert (row["answered_within_sla"], row["unanswered"]) == (1, 0)
    row = asked_and_answered(
        report, "2024-03-08T16:30", "2024-03-11T09:15", speed_to_lead_sla_hours=0.5
    )
    assert (row["answered"], row["answered_within_sla"]) == (1, 0)
    assert row["opportunity_rate_within_sla"] is None
    assert row["opportunity_rate_later"] == 0
    # Asked and answered on a Sunday: no business hour has gone by.
    row = asked_and_answered(report, "2024-03-10T10:00", "2024-03-10T20:00")
    assert (row["median_hours"], row["p90_hours"]) == (0, 0)
    assert row["median_clock_hours"] == 10
    row = asked_and_answered(
        report, "2024-03-08T16:30", "2024-03-11T09:15", business_hours="08:30-16:00"
    )
    assert row["median_hours"] == 0.75


def test_business_hours_are_those_of_the_zone(report):
    # In Berlin it is 17:30 on Friday and 10:15 on Monday; on March 31st the clock
    # moves on, and on Good Friday and Easter Monday nobody works.
    variables = {"reporting_timezone": "Europe/Berlin"}
    row = asked_and_answered(
        report, "2024-03-08T16:30Z", "2024-03-11T09:15Z", **variables
    )
    assert row["median_hours"] == 1.25
    row = asked_and_answered(
        report,
        "2024-03-28T15:30Z",  # Thursday, 16:30
        "2024-04-02T07:15Z",  # Tuesday, 9:15
        own={
            "holidays": "holiday_date,name\n2024-03-29,Good Friday\n2024-04-01,Easter\n"
        },
        **variables,
    )
    assert row["median_hours"] == 0.75
    assert row["median_clock_hours"] == 24 * 5 - 8.25


def test_whole_days_count_eight_hours_each(report):
    row = asked_and_answered(report, "2024-03-04T00:00", "2024-03-09T00:00")
    assert row["median_hours"] == 40


def test_which_hand_raises_wait_for_an_answer(report):
    raw = {
        "leads": [lead(created_at="2024-03-05"), lead("L2", "2024-03-05")],
        "touchpoints": [
            touch(1, "2024-03-04", "demo_request"),  # counts at the lead's creation
            touch(2, "2024-03-06", "demo_request"),  # nobody waits anew
            touch(3, "2024-04-02", "demo_request"),  # it comes back by this
            touch(4, "2024-04-03", "demo_request"),
            touch(5, "2024-05-06", "demo_request"),  # the first after a return
            touch(6, "2024-06-03", "demo_request"),  # at the moment it bought
            touch(7, "2024-06-04", "demo_request"),  # a customer's
            touch(8, "2024-05-06", "sales_call"),
            touch(9, "2024-04-02T12:00", "sales_call"),
            # Who asks for the first time as a customer waits for nobody in sales.
            touch(10, "2024-06-20", "demo_request", lead_id="L2"),
        ],
        "lead_status_changes": [
            status("Nurture", "2024-03-20"),
            status("Nurture", "2024-04-10"),
            status("SQL", "2024-05-01"),
            status("Nurture", "2024-05-20"),
        ],
        "deals": [
            deal(created_at="2024-06-02", lead_id="L1", stage="Won",
                 closed_at="2024-06-03"),
            deal("D2", "2024-06-19", lead_id="L2", stage="Won"),
        ],
    }  # fmt: skip
    tables = report(raw, as_of_date="2024-06-30")
    table = tables["fct_speed_to_lead_monthly"]
    raises = {month: company(table, month)["hand_raises"] for month in (3, 4, 5, 6)}
    assert raises == {3: 1, 4: 1, 5: 1, 6: 1}
    may, march = company(table, 5), company(table, 3)
    assert (may["answered"], may["median_hours"]) == (1, 0)
    april = company(table, 4)
    assert (april["answered"], april["median_hours"]) == (1, 3)
    assert april["opportunity_rate_later"] is None  # too young
    # The call of April answers what was asked in March, too: any time later counts.
    assert (march["answered"], march["answered_within_sla"]) == (1, 0)
    june = company(table, 6)
    assert (june["unanswered"], june["median_hours"]) == (1, None)
    assert (june["is_mature"], june["opportunity_rate_later"]) == (False, None)
    # It was an opportunity from June 2nd on: 89 days after the raise in March.
    assert march["opportunity_rate_later"] == 1
    by_owner = {row["segment"] for row in rows_of(table, segment_type="owner")}
    assert by_owner == {"unknown"}


def test_a_call_of_outbound_sales_answers_and_leads_that_were_in_do_not_count(report):
    own = {
        "channels": "channel,direction,is_marketing\noutbound_sales,outbound,false\n",
        "touch_types": "touch_type,points,max_times,is_interaction,is_outreach,"
        "is_hand_raise,is_product_use,email_event,default_channel\n"
        "call,0,,true,false,false,false,,outbound_sales\n"
        "visit,0,,true,false,false,false,,\n",
    }
    raw = {
        "leads": [lead(f"L{n}", "2024-03-04", owner="Ann") for n in range(4)],
        "touchpoints": [
            touch(1, "2024-03-05T10:00", "demo_request", lead_id="L0"),
            touch(2, "2024-03-05T11:00", "call", lead_id="L0"),
            touch(3, "2024-03-05T10:30", "visit", lead_id="L0"),
            touch(4, "2024-03-05T10:00", "demo_request", lead_id="L1"),
            touch(5, "2024-03-05T09:59", "sales_call", lead_id="L1"),  # before it
            touch(6, "2024-03-05T10:00", "demo_request", lead_id="L2"),
            touch(7, "2024-03-05T10:00", "sales_call", lead_id="L2"),
            touch(8, "2024-03-05T10:00", "demo_request", lead_id="L3"),
        ],
        "deals": [
            deal("D0", "2024-03-05T10:00", lead_id="L0"),
            deal("D2", "2024-03-05T09:59", lead_id="L2"),  # was one before
            deal("D3", "2024-03-05T09:59", lead_id="L3"),
        ],
    }
    tables = report(raw, own=own, as_of_date="2024-06-30")
    row = the(
        tables["fct_speed_to_lead_monthly"],
        segment="Ann",
        month_start=date(2024, 3, 1),
    )
    assert (row["hand_raises"], row["answered"]) == (4, 2)
    assert row["answered_within_sla"] == 2
    assert row["median_hours"] == 0.5
    assert row["p90_hours"] == pytest.approx(0.9)
    assert row["opportunity_rate_within_sla"] == 1
    assert row["opportunity_rate_later"] == 0


# What customers cost and bring


def spent(day, amount, **more):
    """A row of spend."""
    return {"spend_date": day, "amount": amount, **more}


def cohort_world():
    """Two customers in May 2024, and what was spent from November on."""
    won = {"created_at": "2024-05-01", "stage": "Won"}
    return {
        "leads": [lead("L1", "2024-04-01", lead_source="Trade Fair")],
        "deals": [
            deal("D1", **won, closed_at="2024-05-10", account_id="A", amount="300"),
            deal("D2", **won, closed_at="2024-05-20", lead_id="L1", amount="100"),
            deal("D3", **won, closed_at="2024-07-10", account_id="A", amount="500"),
            deal("D4", **won, closed_at="2024-04-10", account_id="A", amount="-50"),
            deal("D5", **won, closed_at="2024-06-10", account_id="A"),
        ],
        "marketing_spend": [
            spent("2023-12-10", "1000", channel="search"),
            spent("2024-01-10", "600", channel="events"),
            spent("2024-02-10", "300", channel="search"),
            spent("2024-02-10", "300", channel="sales", cost_type="sellers"),
            spent("2024-03-10", "9000", channel="events"),
        ],
    }


def cohort_rows(report, raw, **more):
    """The company's rows of the customers of May 2024."""
    tables = report(raw, as_of_date="2024-08-15", **more)
    return rows_of(
        tables["fct_acquisition_cohorts_monthly"],
        segment_type="company",
        cohort_month=date(2024, 5, 1),
    )


def test_customers_pay_back_what_they_cost(report):
    # The three months that end in February: (1000 + 600 + 600) / 3.
    rows = cohort_rows(report, cohort_world())
    assert [row["months_since"] for row in rows] == [0, 1, 2]
    assert {row["customers"] for row in rows} == {2}
    assert rows[0]["acquisition_cost"] == pytest.approx(2200 / 3)
    assert rows[0]["cost_per_customer"] == pytest.approx(1100 / 3)
    # The credit of April lowers what these keys brought.
    assert [row["cumulative_revenue"] for row in rows] == [350, 350, 850]
    assert [row["cumulative_margin"] for row in rows] == [None] * 3
    assert rows[2]["return_on_cost"] == pytest.approx(850 * 3 / 2200)
    assert {row["payback_month"] for row in rows} == {2}


def test_a_channel_has_its_own_customers_and_costs(report):
    tables = report(cohort_world(), as_of_date="2024-08-15", cac_lag_months=2)
    rows = rows_of(tables["fct_acquisition_cohorts_monthly"], segment_type="channel")
    row = the(rows, segment="events", months_since=0)
    # January to March.
    assert row["acquisition_cost"] == pytest.approx((600 + 9000) / 3)
    assert (row["customers"], row["cumulative_revenue"]) == (1, 100)
    assert row["payback_month"] is None
    row = the(rows, segment="unknown", months_since=0)
    assert (row["acquisition_cost"], row["return_on_cost"]) == (0, None)


def test_the_cost_of_a_month_that_nobody_knows_is_not_zero(report):
    raw = cohort_world()
    assert cohort_rows(report, raw, cac_cost_months=4)[0]["acquisition_cost"] is None
    raw["marketing_spend"][2]["cost_type"] = "sellers"  # February has sales costs only
    row = cohort_rows(report, raw)[0]
    nothing = ["acquisition_cost", "cost_per_customer", "return_on_cost"]
    assert [row[name] for name in nothing] == [None] * 3
    assert row["payback_month"] is None


def test_margins_count_where_every_month_of_revenue_has_one(report):
    def margins(text):
        own = {"margins": f"month,gross_margin\n{text}\n"}
        rows = cohort_rows(report, cohort_world(), own=own)
        return [row["cumulative_margin"] for row in rows], rows[2]["return_on_cost"]

    found, returned = margins("2024-04-01,0.5\n2024-06-01,0.8")
    assert found == pytest.approx([175, 175, 575])
    assert returned == pytest.approx(575 * 3 / 2200)
    found, returned = margins("2024-05-01,0.5")  # April's credit has none
    assert found == [None] * 3
    assert returned == pytest.approx(850 * 3 / 2200)
    # A deal without an amount brings 0, in a month that has a margin or has none.
    raw = cohort_world()
    raw["deals"] = raw["deals"][4:]
    for month, margin in (("2024-07-01", None), ("2024-06-01", 0)):
        own = {"margins": f"month,gross_margin\n{month},0.5\n"}
        row = report(raw, as_of_date="2024-08-15", own=own)
        row = row["fct_acquisition_cohorts_monthly"][0]
        assert (row["cumulative_revenue"], row["cumulative_margin"]) == (0, margin)


def efficiency(report, raw, **more):
    """The rows of the channels, by channel."""
    tables = report(raw, as_of_date="2024-12-31", **more)
    return {row["channel"]: row for row in tables["fct_channel_efficiency"]}


def test_channels_are_weighed_by_cost_and_revenue(report):
    raw = {
        "leads": [
            lead("L1", "2024-03-01", lead_source="Trade Fair"),
            lead("L2", "2024-03-01", lead_source="Trade Fair"),
            lead("L3", "2024-03-01"),
            lead("L4", "2024-03-01"),
        ],
        "touchpoints": [touch(1, "2024-03-01", lead_id="L4", channel="sales")],
        "lead_status_changes": [
            status("MQL", "2024-03-02", "L1"),
            status("MQL", "2024-03-02", "L2"),
            status("MQL", "2024-03-02", "L3"),
            status("MQL", "2024-03-02", "L4"),
        ],
        "deals": [
            deal("D1", "2024-04-01", "Won", lead_id="L1", amount="900"),
            deal("D2", "2024-04-02", "Won", lead_id="L1", amount="-100"),
        ],
        "marketing_spend": [
            spent("2024-03-10", "300", channel="events"),
            spent("2024-03-10", "100", channel="search"),
            spent("2024-03-10", "50", channel="direct"),
            spent("2024-03-11", "-50", channel="direct"),
            spent("2024-11-10", "7000", channel="search"),  # not mature
        ],
    }
    found = efficiency(report, raw)
    assert list(found) == ["events", "sales", "search", "unknown"]
    events, sales, search, unknown = found.values()
    assert (events["mqls"], events["customers"], events["revenue"]) == (2, 1, 800)
    assert (events["share_of_cost"], events["share_of_revenue"]) == (0.75, 1)
    assert (events["cost_per_mql"], search["cost_per_mql"]) == (150, None)
    assert events["revenue_per_cost"] == pytest.approx(800 / 300)
    low, high = byar_limits(1)
    assert (low, high) == pytest.approx((0.0131, 5.5639), abs=1e-4)
    assert events["revenue_per_cost_low"] == pytest.approx(low * 800 / 300)
    assert events["revenue_per_cost_high"] == pytest.approx(high * 800 / 300)
    assert (sales["cost_per_mql"], sales["revenue_per_cost"]) == (0, None)
    # Nobody came by search: the company's revenue of a customer stands in.
    assert (search["revenue_per_cost"], search["revenue_per_cost_low"]) == (0, 0)
    assert search["revenue_per_cost_high"] == pytest.approx(3.6681 * 800 / 100, abs=0.1)
    assert (unknown["mqls"], unknown["cost_per_mql"]) == (1, None)
    assert unknown["share_of_cost"] == 0
    # Where nobody is a customer yet, nothing is what came back at the least.
    nobody = efficiency(report, {**raw, "deals": []})["events"]
    limits = [nobody[f"revenue_per_cost_{end}"] for end in ("low", "high")]
    assert (nobody["revenue_per_cost"], limits) == (0, [0, None])
    # Without any row of cost nothing is known, and nothing was free.
    del raw["marketing_spend"][:4]
    row = efficiency(report, raw)["events"]
    assert (row["share_of_cost"], row["cost_per_mql"]) == (None, None)


def test_one_more_mql_costs_what_the_slope_says():
    line = [(100 * month, 5 + 2 * month) for month in range(13)]
    assert slope_cost(line) == pytest.approx(50)
    assert slope_cost(line[:12]) is None  # 11 with cost
    assert slope_cost([(0.1, month) for month in range(20)]) is None
    rising = [(100 * month, (1, 9)[month % 2] + month / 9) for month in range(1, 25)]
    assert slope_cost(rising) is None  # it may well be flat
    flat = [(100 * month, 5 + month % 2) for month in range(1, 25)]
    assert slope_cost(flat) is None
    assert slope_cost([(cost, -number) for cost, number in line]) is None
