"""The scorecard, its alerts, months and channels, worked out by hand."""

from datetime import date
from functools import partial

import pytest

from by_hand import deal, lead, recomputed, rows_of, status, the, touch
from comparing import compare_tables
from oracle.measures import METRICS


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


def card(tables, metric, month, year=2024):
    """The scorecard's row of a metric in a month."""
    return the(
        tables["fct_kpi_scorecard_monthly"],
        metric=metric,
        month_start=date(year, month, 1),
    )


def leads_in(counts, year=2024):
    """So many leads of January, February …, all created on the tenth."""
    return [
        lead(f"L{year}-{month}-{number}", f"{year}-{month:02}-10")
        for month, count in enumerate(counts, start=1)
        for number in range(count)
    ]


def won(number, closed_at, amount="100", created_at="2024-01-01", **more):
    return deal(
        f"D{number}", created_at, "Won", closed_at=closed_at, amount=amount, **more
    )


def targets(*rows):
    return {"targets": "\n".join(["month,metric,target", *rows]) + "\n"}


def test_it_has_every_metric_of_every_month(report):
    tables = report({"leads": leads_in([1, 0, 2])}, as_of_date="2024-03-15")
    rows = tables["fct_kpi_scorecard_monthly"]
    assert len(METRICS) == len(set(METRICS)) == 43
    assert {(row["month_start"].month, row["metric"]) for row in rows} == {
        (month, metric) for month in (1, 2, 3) for metric in METRICS
    }
    lower = {row["metric"] for row in rows if row["better_when"] == "lower"}
    assert lower == {
        "average_sales_cycle_days",
        "stale_sqls",
        "mql_rejection_rate",
        "median_hours_to_answer",
        "cost_per_lead",
        "cost_per_mql",
        "customer_acquisition_cost",
        "marketing_cost",
        "bounce_rate",
    }
    in_band = {row["metric"] for row in rows if row["better_when"] == "in_band"}
    assert in_band == {"marketing_sourced_share"}


def test_counts_change_by_a_share_and_rates_by_points(report):
    raw = {
        "deals": [
            won(1, "2024-01-20"),
            deal("D2", "2024-01-01", "Lost", closed_at="2024-01-20"),
            won(3, "2024-02-20", "300"),
            won(4, "2024-03-20"),
        ]
    }
    tables = report(raw, as_of_date="2024-03-25")
    february = card(tables, "win_rate", 2)
    assert (february["value"], february["previous_value"]) == (1, 0.5)
    assert (february["change"], february["change_points"]) == (None, 0.5)
    february = card(tables, "revenue", 2)
    assert (february["change"], february["change_points"]) == (2, None)
    march = card(tables, "win_rate", 3)
    assert (march["previous_value"], march["change_points"]) == (1, None)  # it runs
    # From a growth by 200% there is no growth, but a difference in points.
    march = card(report(raw, as_of_date="2024-03-31"), "revenue_growth", 3)
    assert march["change"] is None
    assert march["change_points"] == pytest.approx(-2 / 3 - 2)


def test_a_month_is_compared_with_the_same_one_a_year_before(report):
    raw = {
        "leads": leads_in([2, 1], 2023) + leads_in([3, 2], 2024),
        "lead_status_changes": [status("MQL", "2023-01-11", "L2023-1-0")],
    }
    tables = report(raw, as_of_date="2024-02-20")
    row = card(tables, "leads", 1)
    assert (row["value_year_ago"], row["change_on_year"]) == (2, 0.5)
    assert row["change_points_on_year"] is None
    assert row["change"] is None  # December had none
    row = card(tables, "leads", 2)
    assert (row["value_year_ago"], row["change_on_year"]) == (1, None)  # it runs
    rates = report(raw, as_of_date="2024-06-30")
    row = card(rates, "lead_to_mql_rate", 1)
    assert (row["value"], row["value_year_ago"]) == (0, 0.5)
    assert (row["change_on_year"], row["change_points_on_year"]) == (None, -0.5)
    assert card(rates, "leads", 1, 2023)["value_year_ago"] is None


def test_flows_add_up_to_date_and_ratios_are_sums_over_sums(report):
    raw = {
        "leads": leads_in([1, 2, 3, 4, 5]),
        "deals": [won(1, "2024-03-02"), won(2, "2024-04-02", "400"), deal("D3")],
    }
    tables = report(raw, as_of_date="2024-05-31")

    def to_date(metric, month, tables=tables):
        row = card(tables, metric, month)
        return row["quarter_to_date"], row["year_to_date"]

    assert [to_date("leads", month) for month in (1, 2, 3, 4, 5)] == [
        (1, 1),
        (3, 3),
        (6, 6),
        (4, 10),
        (9, 15),
    ]
    assert to_date("average_deal_size", 3) == (100, 100)
    assert to_date("average_deal_size", 4) == (400, 250)
    assert to_date("average_deal_size", 5) == (400, 250)
    # 11 leads over 66 business days, 15 over all 109 of the year.
    pace = to_date("leads_per_business_day", 5)
    assert pace == (pytest.approx(9 / 45), pytest.approx(15 / 109))
    for metric in ("open_pipeline_amount", "velocity_per_day", "revenue_growth"):
        assert to_date(metric, 5) == (None, None)
    # The fiscal year that begins in April has quarters from April on.
    april = report(raw, as_of_date="2024-05-31", fiscal_year_start_month=4)
    assert to_date("leads", 5, april) == (9, 9)
    assert to_date("leads", 3, april) == (6, 6)
    february = report(raw, as_of_date="2024-05-31", fiscal_year_start_month=2)
    assert to_date("leads", 1, february) == (1, 1)
    assert to_date("leads", 4, february) == (9, 9)
    assert to_date("leads", 5, february) == (5, 14)


def test_cohort_rates_are_told_and_summed_once_their_month_is_mature(report):
    raw = {
        "leads": leads_in([1, 3]),
        "lead_status_changes": [status("MQL", "2024-01-11", "L2024-1-0")],
    }
    tables = report(raw, as_of_date="2024-05-01")

    def told(metric, month):
        row = card(tables, metric, month)
        return [
            row[name] for name in ("value", "numerator", "denominator", "year_to_date")
        ] + [row["is_mature"], row["is_small_sample"]]

    assert told("lead_to_mql_rate", 1) == [1, 1, 1, 1, True, True]
    assert told("lead_to_mql_rate", 2) == [None, None, None, None, False, None]
    assert told("lead_to_customer_rate", 1) == [None] * 4 + [False, None]
    tables = report(raw, as_of_date="2024-05-29")
    assert told("lead_to_mql_rate", 2) == [0, 0, 3, 0.25, True, True]
    # A rate without anybody has no value, and a sample of none.
    assert told("mql_to_sql_rate", 2) == [None, 0, 0, 0, True, True]


def test_to_date_costs_need_marketing_costs_in_every_month(report):
    def spend(month, amount, **more):
        return {"spend_date": f"2024-0{month}-10", "amount": amount, **more}

    raw = {
        "leads": leads_in([2, 2, 2]),
        "marketing_spend": [
            spend(1, "100"),
            spend(2, "50", cost_type="sellers"),
            spend(3, "30"),
        ],
    }
    tables = report(raw, as_of_date="2024-03-31")
    rows = [card(tables, "cost_per_lead", month) for month in (1, 2, 3)]
    assert [row["value"] for row in rows] == [50, None, 15]
    assert [row["year_to_date"] for row in rows] == [50, None, None]
    assert [row["change"] for row in rows] == [None, None, None]
    rows = [card(tables, "marketing_cost", month) for month in (1, 2, 3)]
    assert [row["year_to_date"] for row in rows] == [100, 100, 130]


def test_a_running_month_is_projected_and_says_what_it_still_needs(report):
    # March 2024 has 21 business days, of which 11 are gone by the 15th.
    raw = {
        "leads": leads_in([0, 0, 22]),
        "marketing_spend": [{"spend_date": "2024-03-05", "amount": "110"}],
    }
    wanted = targets(
        "2024-03-01,leads,32",
        "2024-03-01,marketing_cost,200",
        "2024-03-01,cost_per_lead,6",
        "2024-03-01,stale_sqls,1",
        "2024-03-01,marketing_sourced_share,0.5",
    )

    def told(metric, as_of_date="2024-03-15", own=wanted):
        row = card(report(raw, own, as_of_date=as_of_date), metric, 3)
        return (
            row["projected_value"],
            row["needed_per_business_day"],
            row["target_to_date"],
            row["target_status"],
        )

    assert told("leads") == (42, 1, pytest.approx(32 * 11 / 21), "met")
    # Costs are better lower: nothing more of them is needed.
    status_of_costs = told("marketing_cost")
    assert status_of_costs == (210, None, pytest.approx(200 * 11 / 21), "missed")
    for metric in ("cost_per_lead", "stale_sqls", "marketing_sourced_share"):
        assert told(metric) == (None, None, None, None)
    # Met is met; and on the last business day none is left to bring the rest.
    assert told("leads", own=targets("2024-03-01,leads,22"))[1] == 0
    assert told("leads", "2024-03-29", targets("2024-03-01,leads,99"))[1] is None
    assert told("leads", "2024-03-29", targets("2024-03-01,leads,9"))[1] == 0
    assert told("leads", own=targets("2024-03-01,mqls,9"))[1] is None
    # A complete month is what it is.
    assert told("leads", "2024-03-31") == (None, None, 32, "missed")
    assert told("cost_per_lead", "2024-03-31") == (None, None, 6, "met")
    assert told("stale_sqls", "2024-03-31") == (None, None, 1, "met")
    raw["deals"] = [won(1, "2024-03-05")]
    # What shall lie within a band is neither met nor missed.
    assert told("marketing_sourced_share", "2024-03-31")[2:] == (0.5, None)


def test_before_the_first_business_day_nothing_is_projected(report):
    raw = {"leads": [lead("L1", "2024-06-01")]}  # a Saturday
    row = card(report(raw, as_of_date="2024-06-02"), "leads", 6)
    assert (row["value"], row["projected_value"]) == (1, None)


def test_intervals_and_small_samples_belong_to_what_is_a_sample(report):
    raw = {
        "leads": leads_in([30]),
        "deals": [
            won(1, "2024-01-20", lead_id="L2024-1-0"),
            deal("D2", "2024-01-01", "Lost", closed_at="2024-01-20"),
        ],
        "web_traffic": [{"traffic_date": "2024-01-02", "visitors": "29"}],
    }
    tables = report(raw, as_of_date="2024-08-31")

    def told(metric, month=1):
        row = card(tables, metric, month)
        return row["rate_low"] is not None, row["is_small_sample"]

    assert told("lead_to_mql_rate") == (True, False)
    assert told("win_rate") == (True, True)
    assert told("marketing_sourced_share") == (True, True)
    # They are no proportions of a whole, yet of few records.
    assert told("visitor_to_lead_rate") == (False, True)
    assert told("average_deal_size") == (False, True)
    # Of all others nobody can say so.
    for metric in ("leads", "inbound_revenue_share", "cost_per_lead", "roi"):
        assert told(metric) == (False, None)
    # Velocity looks at the won deals of three months, which the first two have not.
    assert [told("velocity_per_day", month)[1] for month in (2, 3)] == [None, True]
    assert told("velocity_capture", 3) == (False, True)


def test_where_tables_begin_changes_no_comparison_and_no_sum_of_the_year(report):
    raw = {"leads": leads_in([1, 2, 3])}
    tables = report(raw, as_of_date="2024-03-31", first_month="2024-02")
    rows = rows_of(tables["fct_kpi_scorecard_monthly"], metric="leads")
    assert [row["month_start"].month for row in rows] == [2, 3]
    assert (rows[0]["previous_value"], rows[0]["change"]) == (1, 1)
    assert (rows[1]["previous_value"], rows[1]["change"]) == (2, 0.5)
    assert [row["year_to_date"] for row in rows] == [3, 6]


# Alerts


def of_alerts(tables):
    return {
        (row["metric"], row["kind"]): (row["month_start"], row["value"])
        for row in tables["fct_alerts"]
    }


def test_a_month_unlike_the_twelve_before_it_is_told(report):
    # 12 months of 10 and 12: the mean is 11, the mean moving range 2.
    usual = leads_in([10, 12] * 6, 2023)

    def told(count, usual=usual, **more):
        raw = {"leads": usual + leads_in([count])}
        tables = report(raw, **{"as_of_date": "2024-01-31", **more})
        return [
            row
            for row in tables["fct_alerts"]
            if (row["metric"], row["kind"]) == ("leads", "outside_limits")
        ]

    (row,) = told(17)
    assert (row["month_start"], row["value"]) == (date(2024, 1, 1), 17)
    assert row["lower_limit"] == pytest.approx(11 - 2.66 * 2)
    assert row["upper_limit"] == pytest.approx(11 + 2.66 * 2)
    assert row["target"] is None
    assert told(16) == told(6) == []
    assert told(5)[0]["value"] == 5
    # With one month less before it there are no twelve.
    assert told(17, leads_in([0, *[10, 12] * 5, 10], 2023)[0:]) == []
    # The months that tables hide count all the same; a running one is none.
    assert told(17, first_month="2024-01") == [row]
    assert told(17, as_of_date="2024-01-30") == []


def test_a_month_of_the_usual_is_no_alert(report):
    tables = report(
        {"leads": leads_in([7] * 12, 2023) + leads_in([7])}, as_of_date="2024-01-31"
    )
    assert of_alerts(tables) == {}
    tables = report(
        {"leads": leads_in([7] * 12, 2023) + leads_in([8])}, as_of_date="2024-01-31"
    )
    assert ("leads", "outside_limits") in of_alerts(tables)


def test_cohort_rates_are_looked_at_in_their_latest_mature_month(report):
    leads = leads_in([2] * 12, 2023) + leads_in([2, 2, 2, 2, 2])
    all_turn = [status("MQL", "2024-01-11", f"L2024-1-{n}") for n in (0, 1)]
    raw = {"leads": leads, "lead_status_changes": all_turn}
    tables = report(raw, as_of_date="2024-05-28")
    alert = the(tables["fct_alerts"], metric="lead_to_mql_rate")
    assert (alert["month_start"], alert["value"]) == (date(2024, 1, 1), 1)
    assert (alert["lower_limit"], alert["upper_limit"]) == (0, 0)
    # A day later February is mature, and not beyond what January made usual.
    tables = report(raw, as_of_date="2024-05-29")
    assert rows_of(tables["fct_alerts"], metric="lead_to_mql_rate") == []


def test_a_running_month_that_will_miss_its_target_is_told(report):
    # The fifth business day of March 2024 is the 7th.
    raw = {
        "leads": [lead(f"L{n}", "2024-03-04") for n in range(5)],
        "marketing_spend": [{"spend_date": "2024-03-05", "amount": "100"}],
    }
    wanted = targets("2024-03-01,leads,22", "2024-03-01,marketing_cost,400")

    def told(as_of_date, own=wanted):
        tables = report(raw, own, as_of_date=as_of_date)
        return rows_of(tables["fct_alerts"], kind="behind_target")

    assert told("2024-03-06") == []
    leads, costs = told("2024-03-07")
    assert (leads["metric"], leads["value"], leads["target"]) == ("leads", 21, 22)
    assert (leads["lower_limit"], leads["upper_limit"]) == (None, None)
    assert (costs["metric"], costs["value"]) == ("marketing_cost", 420)
    assert leads["month_start"] == date(2024, 3, 1)
    # Just what is wanted is not behind, and a complete month has no projection.
    assert told("2024-03-07", targets("2024-03-01,leads,21")) == []
    assert told("2024-03-31") == []
    # Nobody projects a rate.
    assert told("2024-03-07", targets("2024-03-01,win_rate,0.9")) == []


def test_messages_of_alerts_are_compared_between_engines_alone():
    ours = {"metric": "leads", "kind": "behind_target", "value": 1}
    theirs = {**ours, "message": "Leads are behind."}
    keys = ("metric", "kind")
    assert compare_tables([ours], [theirs], keys, table="fct_alerts") == []
    other = {**ours, "message": "Leads lag."}
    assert len(compare_tables([other], [theirs], keys, table="fct_alerts")) == 1
    assert len(compare_tables([ours], [theirs], keys, table="fct_x")) == 1


# Months and channels


def test_months_know_their_fiscal_year(report):
    raw = {"leads": [lead("L1", "2023-09-10")]}

    def told(month):
        rows = report(raw, as_of_date="2024-04-15", fiscal_year_start_month=month)
        return [
            (row["fiscal_year"], row["fiscal_quarter"]) for row in rows["dim_months"]
        ]

    # September to April.
    assert told(1) == [(2023, q) for q in (3, 4, 4, 4)] + [
        (2024, q) for q in (1, 1, 1, 2)
    ]
    assert told(10) == [(2023, 4)] + [(2024, q) for q in (1, 1, 1, 2, 2, 2, 3)]
    assert told(4) == [(2024, q) for q in (2, 3, 3, 3, 4, 4, 4)] + [(2025, 1)]
    row = report(raw, as_of_date="2024-04-15")["dim_months"][-1]
    assert (row["month_end"], row["business_days"]) == (date(2024, 4, 30), 22)
    assert (row["is_complete"], row["is_mature"]) == (False, False)
    january = report(raw, as_of_date="2024-04-30")["dim_months"][4]
    # New Year is a holiday.
    assert (january["business_days"], january["is_mature"]) == (22, True)


def test_channels_are_the_seeds_and_what_belongs_to_none(report):
    rows = report({"leads": [lead()], "touchpoints": [touch(1, "2024-01-10")]})
    found = {
        row["channel"]: (row["direction"], row["is_marketing"])
        for row in rows["dim_channels"]
    }
    assert found == {
        "search": ("inbound", True),
        "events": ("outbound", True),
        "sales": ("outbound", False),
        "direct": ("inbound", False),
        "unknown": (None, False),
        "unallocated": (None, False),
    }
