"""Tiny worlds by hand: what led to what, as far as data can say."""

from datetime import date
from functools import partial
from types import SimpleNamespace

import pytest

from by_hand import deal, lead, recomputed, rows_of, status, the, touch
from oracle.markov import effects_of, path_of
from oracle.tables_landmarks import score_band, share_ranked_right

EMPTY = (
    "fct_attribution_monthly",
    "fct_nurture_effect",
    "fct_touch_effect",
    "fct_score_backtest",
    "fct_score_backtest_summary",
    "fct_conversion_causes_monthly",
    "fct_speed_to_lead_monthly",
    "fct_acquisition_cohorts_monthly",
    "fct_channel_efficiency",
)


@pytest.fixture
def report(tmp_path):
    """Return a function that recomputes the tables of a few raw rows."""
    return partial(recomputed, tmp_path)


def test_without_data_no_table_has_a_row(report):
    tables = report({})
    assert {name: tables[name] for name in EMPTY} == {name: [] for name in EMPTY}
    assert "fct_score_bands" not in tables


# Attribution


def test_every_attribution_model_gives_a_deal_away_once(report):
    def parts(moments, created_at="2024-02-01", **more):
        touches = [
            touch(n, moment, channel="search", utm_campaign=f"c{n}")
            for n, moment in enumerate(moments)
        ]
        won = deal("D1", created_at, "Won", lead_id="L1", amount="100")
        raw = {"leads": [lead()], "touchpoints": touches, "deals": [won]}
        rows = report(raw, **more)["fct_attribution_monthly"]
        found = {}
        for row in sorted(rows, key=lambda row: row["campaign"]):
            found.setdefault(row["model"], []).append(row["attributed_revenue"])
        assert all(sum(revenue) == pytest.approx(100) for revenue in found.values())
        return {model: pytest.approx(revenue) for model, revenue in found.items()}

    four = parts(["2024-01-05", "2024-01-09", "2024-01-18", "2024-01-25"])
    assert (four["first_touch"], four["last_touch"]) == ([100], [100])
    assert four["linear"] == [25] * 4
    assert four["position_based"] == [40, 10, 10, 40]
    assert four["w_shaped"] == [30, 30, 10, 30]
    assert "markov" not in four
    # The first touch is also the last before the lead's creation.
    assert parts(["2024-01-05", "2024-01-25"])["w_shaped"] == [200 / 3, 100 / 3]
    month = ["2024-01-01", "2024-01-31"]
    assert parts(month)["time_decay"] == [100 / 3, 200 / 3]
    assert parts(month, attribution_half_life_days=15)["time_decay"] == [20, 80]
    assert parts([])["linear"] == [100]


def test_a_deal_of_a_mere_date_counts_the_touches_of_its_day(report):
    def channels(created_at):
        raw = {
            "leads": [lead()],
            "touchpoints": [
                touch(1, "2024-02-01T23:59:59", channel="search"),
                touch(2, "2024-02-02", channel="events"),
                touch(3, "2024-02-03T08:00", channel="sales"),
            ],
            "deals": [deal("D1", created_at, "Won", lead_id="L1")],
        }
        rows = report(raw)["fct_attribution_monthly"]
        return [row["channel"] for row in rows_of(rows, model="linear")]

    assert channels("2024-02-01") == ["search"]
    assert channels("2024-02-01T00:00:00") == ["unknown"]
    assert channels("2024-02-03T08:00:00") == ["events", "sales", "search"]


def test_the_last_touch_that_is_not_direct_gets_all(report):
    def channel(*names):
        touches = [touch(n, "2024-01-12", channel=name) for n, name in enumerate(names)]
        raw = {
            "leads": [lead()],
            "touchpoints": touches,
            "deals": [deal("D1", stage="Won", lead_id="L1")],
        }
        rows = report(raw)["fct_attribution_monthly"]
        return the(rows, model="last_non_direct")["channel"]

    assert channel("search", "events", "direct") == "events"
    assert channel("search", "unknown", "direct") == "unknown"
    assert channel("direct", "direct") == "direct"


def test_a_credit_lowers_attributed_revenue_and_is_no_deal(report):
    raw = {
        "leads": [lead()],
        "touchpoints": [touch(1, "2024-01-12", channel="search")],
        "deals": [
            deal("D1", stage="Won", lead_id="L1", amount="100"),
            deal("D2", "2024-02-05", "Won", lead_id="L1", amount="-30"),
            deal("D3", "2024-02-05", "Won", amount="-20"),
            deal("D4", "2024-02-05", "Won", amount="-20", closed_at="2024-09-09"),
        ],
    }
    tables = report(raw, as_of_date="2024-02-29", markov_min_conversions=1)
    for model in ("first_touch", "linear", "last_non_direct", "markov"):
        rows = rows_of(tables["fct_attribution_monthly"], model=model)
        assert {
            row["channel"]: (row["attributed_deals"], row["attributed_revenue"])
            for row in rows
        } == {"search": (1, 70), "unknown": (0, -20)}
        campaign = "all" if model == "markov" else "unknown"
        assert {row["channel"]: row["campaign"] for row in rows} == {
            "search": campaign,
            "unknown": "unknown",
        }
    tables = report(raw, as_of_date="2024-02-29", markov_min_conversions=2)
    assert not rows_of(tables["fct_attribution_monthly"], model="markov")


def markov_world(**more):
    """The contract's example: channel G is search, channel M is events."""
    paths = ["G", "G", "M", "GM", "G"]
    names = {"G": "search", "M": "events"}
    touches = [
        touch(f"{n}{k}", f"2024-01-1{k}", lead_id=f"L{n}", channel=names[letter])
        for n, path in enumerate(paths)
        for k, letter in enumerate(path)
    ]
    won = {"stage": "Won", "closed_at": "2024-07-09", "amount": "50"}
    return {
        "leads": [lead(f"L{n}") for n in range(5)],
        "touchpoints": touches,
        "deals": [deal(f"D{n}", lead_id=f"L{n}", **won, **more) for n in range(4)],
    }


def test_markov_gives_a_channel_what_is_lost_without_it(report):
    def parts(**variables):
        variables = {"as_of_date": "2024-07-31", **variables}
        tables = report(markov_world(), **variables)
        return {
            (row["channel"], row["campaign"]): (
                pytest.approx(row["attributed_deals"]),
                pytest.approx(row["attributed_revenue"]),
            )
            for row in rows_of(tables["fct_attribution_monthly"], model="markov")
        }

    by_hand = {("search", "all"): (2.4, 120), ("events", "all"): (1.6, 80)}
    assert parts(markov_min_conversions=4) == by_hand
    assert parts(markov_min_conversions=5) == {}
    # 2 * 90 days after its creation the last lead has lost, and not a day before.
    last_day = {"markov_min_conversions": 1, "as_of_date": "2024-07-08"}
    assert parts(**last_day) == {}  # nothing is won yet
    lost_paths = [["G"]]
    won_paths = [["G"], ["G"], ["M"], ["G", "M"]]
    assert effects_of(won_paths, lost_paths) == pytest.approx({"G": 0.75, "M": 0.5})


def test_markov_knows_loops_and_channels_that_never_win():
    # From A: half to B, half lost. From B: half won, half back to A. x = y / 2 and
    # y = (1 + x) / 2, so of A a third is won.
    effects = effects_of([["A", "B"]], [["A"], ["A", "B", "A"], ["C"]][:0])
    assert effects == {"A": 1, "B": 1}
    effects = effects_of([["A", "B"], ["B"]], [["B", "A"], ["C"]])
    # Start: A 1/4, B 1/2, C 1/4. A: B 1/2. B: won 2/3, A 1/3.
    # x = y / 2, y = 2/3 + x / 3: y = 4/5, x = 2/5; P = 1/10 + 2/5 = 1/2.
    # Without A: 1/2 * 2/3 = 1/3. Without B nothing is won. C wins nothing.
    assert effects == pytest.approx({"A": 1 / 3, "B": 1})


def test_a_path_leaves_out_direct_and_counts_runs_once():
    def path(*channels):
        return path_of([SimpleNamespace(channel=channel) for channel in channels])

    assert path("a", "direct", "a", "b", "b", "a") == ["a", "b", "a"]
    assert path("direct", "direct") == ["direct"]
    assert path("unknown", "direct") == ["unknown"]


def test_markov_leaves_losers_of_other_times_out(report):
    def search_deals(created_at, as_of_date):
        raw = markov_world()
        raw["leads"][4]["created_at"] = created_at
        raw["touchpoints"][-1]["channel"] = "events"
        variables = {"markov_min_conversions": 4, "as_of_date": as_of_date}
        rows = report(raw, **variables)["fct_attribution_monthly"]
        row = the(rows, model="markov", channel="search")
        return row["attributed_deals"]

    # Without M nothing but G is lost, two of three to M; without G 2 / 5 * 2 / 3 are
    # left of P = 0.8 where the last lead counts: effects 1 / 2 and 2 / 3.
    without, with_it = pytest.approx(2.4), pytest.approx(4 * (2 / 3) / (2 / 3 + 1 / 2))
    assert search_deals("2024-02-01", "2024-07-28") == without
    assert search_deals("2024-02-01", "2024-07-29") == with_it
    assert search_deals("2023-07-31", "2024-07-31") == without
    assert search_deals("2023-08-01", "2024-07-31") == with_it


# Nurture, touches and scores


def nurture_world():
    """Fifty leads a month: of ten nurtured ones half buy, of forty others a quarter."""
    leads, touches, deals = [], [], []
    for month in (1, 2):
        for number in range(50):
            name = f"L{month}-{number:02}"
            day = f"2024-0{month}-01"
            leads.append(lead(name, day))
            if number < 10:
                touches.append(touch(name, day, lead_id=name, program="p"))
            if number < 5 or 10 <= number < 20:
                deals.append(deal(f"D{name}", f"2024-0{month + 2}-10", lead_id=name))
    return {"leads": leads, "touchpoints": touches, "deals": deals}


def test_the_lift_of_twelve_months_is_pooled(report):
    tables = report(nurture_world(), as_of_date="2024-06-30")
    rows = rows_of(tables["fct_nurture_effect"], program="p")
    # Both strata alike: the ratio is 0.5 / 0.25. Variance of its logarithm, by hand:
    # sum((10 * 40 * 15 - 5 * 10 * 50) / 50^2) / (sum(5 * 40 / 50) * sum(10 * 10 / 50))
    # = 2 * 1.4 / (8 * 4) = 0.0875 with two months, 1.4 / (4 * 2) = 0.175 with one.
    assert [row["lift"] for row in rows] == [1, 1]
    assert [row["lift_12m"] for row in rows] == pytest.approx([1, 1])
    limits = [(row["lift_12m_low"] + 1, row["lift_12m_high"] + 1) for row in rows]
    assert limits[0] == pytest.approx((0.880927, 4.540667), abs=1e-5)
    assert limits[1] == pytest.approx((1.120048, 3.571276), abs=1e-5)
    others = rows_of(tables["fct_nurture_effect"], program="not nurtured")
    assert [row["lift_12m"] for row in others] == [None, None]
    cards = rows_of(tables["fct_kpi_scorecard_monthly"], metric="nurture_lift")
    # The months after them have no leads of their own, and look back as well.
    found = {row["month_start"].month: row["value"] for row in cards}
    assert found == {
        1: pytest.approx(1), 2: pytest.approx(1), 3: pytest.approx(1),
        4: None, 5: None, 6: None,
    }  # fmt: skip


def test_months_are_pooled_each_for_itself(report):
    # In February more are nurtured, and all buy more often.
    raw = nurture_world()
    later = raw["leads"][50:]
    names = {each["lead_id"] for each in later[10:40]}
    raw["touchpoints"] += [
        touch(f"more {name}", "2024-02-01", lead_id=name, program="p") for name in names
    ]
    raw["deals"] += [
        deal(f"more {each['lead_id']}", "2024-04-10", lead_id=each["lead_id"])
        for each in later[20:46]
    ]
    tables = report(raw, as_of_date="2024-06-30")
    _, february = rows_of(tables["fct_nurture_effect"], program="p")
    # January: 5 of 10 against 10 of 40. February: 35 of 40 against 6 of 10.
    pooled = (5 * 40 + 35 * 10) / (10 * 10 + 6 * 40)
    assert february["lift_12m"] == pytest.approx(pooled - 1)


def test_strata_are_pooled_each_for_itself(report):
    # Bosses (grade A) were nurtured more often, and buy more often either way.
    raw = nurture_world()
    raw["leads"] = raw["leads"][:50]
    for number in (0, 1, 2, 3, 4, 10, 11, 12, 13):
        raw["leads"][number]["job_title"] = "Chief"
    row = the(report(raw, as_of_date="2024-06-30")["fct_nurture_effect"], program="p")
    # Bosses: 5 of 5 against 4 of 4. Others: 0 of 5 against 6 of 36.
    pooled = (5 * 4 / 9 + 0) / (4 * 5 / 9 + 6 * 5 / 41)
    assert row["lift"] == pytest.approx(1)
    assert row["lift_12m"] == pytest.approx(pooled - 1)


def test_leads_are_nurtured_by_touches_of_the_first_days(report):
    raw = {
        "leads": [lead(f"L{number}", "2024-01-01") for number in range(6)],
        "touchpoints": [
            touch(1, "2024-01-30", lead_id="L0", program="p"),
            touch(2, "2024-01-31", lead_id="L1", program="p"),  # too late
            touch(3, "2024-01-02", lead_id="L2", program="p"),
            touch(4, "2024-01-02", lead_id="L3"),
            touch(5, "2024-01-02", lead_id="L4", program="not nurtured"),
            touch(6, "2024-01-02", lead_id="L0", program="not nurtured"),
        ],
        "deals": [
            deal("D0", "2024-03-01", lead_id="L0"),
            deal("D1", "2024-03-01", lead_id="L1"),
            deal("D2", "2024-01-15", lead_id="L2"),  # an opportunity before
            deal("D5", "2024-01-31", lead_id="L5"),  # at the very end of nurture_days
        ],
    }
    others, nurtured = report(raw, as_of_date="2024-04-30")["fct_nurture_effect"]
    assert (others["program"], others["leads"]) == ("not nurtured", 3)
    assert (nurtured["leads"], nurtured["opportunity_rate"]) == (1, 1)
    assert (nurtured["lift"], others["lift"]) == (pytest.approx(2), None)
    assert nurtured["lift_12m"] == pytest.approx(2)
    _, young = report(raw, as_of_date="2024-04-29")["fct_nurture_effect"]
    assert (young["is_mature"], young["opportunities"]) == (False, 1)
    nothing = ["opportunity_rate", "rate_low", "lift", "lift_12m", "lift_12m_high"]
    assert [young[name] for name in nothing] == [None] * 5


def test_a_touch_is_compared_with_leads_of_the_same_age(report):
    raw = {
        "leads": [lead(f"L{number}", "2024-01-01") for number in range(8)],
        "touchpoints": [
            touch(1, "2024-01-08", "trial", lead_id="L0"),  # at the age of 7 days
            touch(2, "2024-01-02", "trial", lead_id="L1"),  # of a day
            touch(3, "2024-01-09", "trial", lead_id="L2"),  # is an opportunity
            touch(4, "2023-12-31", "trial", lead_id="L3"),  # before its creation
            touch(5, "2024-01-10", "trial", lead_id="L1"),  # not its first
            touch(6, "2024-01-10", "trial", lead_id=None, anonymous_id="x"),
        ],
        "deals": [
            deal("D0", "2024-01-20", lead_id="L0"),
            deal("D2", "2024-01-09", lead_id="L2"),
            deal("D4", "2024-01-05", lead_id="L4"),
            deal("D5", "2024-04-07", lead_id="L5"),  # 90 days after the age of 7
        ],
    }
    row = the(report(raw, as_of_date="2024-06-30")["fct_touch_effect"])
    assert (row["touches"], row["leads"], row["is_buying_signal"]) == (6, 4, False)
    assert (row["eligible_leads"], row["opportunities_within_window"]) == (2, 1)
    # At 7 days: L0 and L2 (theirs come later), L5, L6, L7; L0 and L2 become one.
    # At 1 day: L0, L1 (its touch comes just then), L2, L4 to L7; L0, L2, L4 do.
    baseline = (2 / 5 + 3 / 7) / 2
    assert row["baseline_rate"] == pytest.approx(baseline)
    assert row["lift"] == pytest.approx(0.5 / baseline - 1)
    # The window after the touch of L0 ends with April 7th.
    row = the(report(raw, as_of_date="2024-04-06")["fct_touch_effect"])
    assert row["eligible_leads"] == 2
    row = the(report(raw, as_of_date="2024-04-05")["fct_touch_effect"])
    assert row["eligible_leads"] == 1


def test_landmarks_weigh_as_much_as_the_leads_at_them(report):
    raw = {
        "leads": [lead("L0", "2024-01-01"), lead("L1", "2023-12-01")],
        "touchpoints": [
            touch(1, "2024-01-01", "demo_request", lead_id="L0"),
            touch(2, "2023-12-08", "demo_request", lead_id="L1"),
        ],
        "deals": [deal("D1", "2023-12-09", lead_id="L1")],
    }
    row = the(report(raw, as_of_date="2024-06-30")["fct_touch_effect"])
    assert row["is_buying_signal"] is True
    # At no age both: at 0 days stand L0 and L1, of whom L1 becomes an opportunity.
    # At 7 days stands L1 alone: L0 had its touch before.
    assert row["baseline_rate"] == pytest.approx((1 / 2 + 1) / 2)
    assert row["rate"] == 0.5
    raw["touchpoints"][1]["occurred_at"] = "2023-12-10"
    row = the(report(raw, as_of_date="2024-06-30")["fct_touch_effect"])
    assert (row["eligible_leads"], row["lift"]) == (1, -1)


def test_scores_are_judged_by_what_comes_after_them(report):
    raw = {
        "leads": [lead(f"L{number}", "2024-01-01") for number in range(4)],
        "touchpoints": [
            touch(1, "2024-01-02", "demo_request", lead_id="L0"),
            touch(2, "2024-01-04", "demo_request", lead_id="L1"),
        ],
        "deals": [
            deal("D0", "2024-01-15", lead_id="L0"),
            deal("D1", "2024-01-02", lead_id="L1"),  # at the landmark of a day
            deal("D2", "2024-04-01", lead_id="L2"),  # 90 days after it
        ],
    }
    tables = report(raw, as_of_date="2024-04-01", mql_score=40)
    rows = rows_of(tables["fct_score_backtest"], landmark_days=1, score_type="score")
    found = [(row["score_band"], row["leads"], row["opportunities"]) for row in rows]
    assert found == [("0-19", 2, 0), ("40-59", 1, 1)]
    assert rows[1]["lift"] == pytest.approx(2)
    assert [row["band_order"] for row in rows] == [1, 3]
    assert {row["landmark_days"] for row in tables["fct_score_backtest"]} == {1}
    summary = tables["fct_score_backtest_summary"]
    row = the(summary, score_type="score")
    assert (row["leads"], row["opportunities"], row["auc"]) == (3, 1, None)
    assert row["rate_at_or_above_mql_score"] == 1
    assert row["rate_below_mql_score"] == 0
    engagement = the(summary, score_type="engagement")
    assert engagement["rate_at_or_above_mql_score"] is None
    assert engagement["rate_below_mql_score"] is None


def test_the_auc_counts_pairs_and_a_tie_half():
    winners = [(score, True) for score in (5, 5, 5, 5, 5, 3, 3, 3, 3, 1)]
    losers = [(score, False) for score in (4, 4, 4, 4, 4, 4, 4, 4, 4, 3)]
    # 5 winners beat all 10, 4 tie with one and lose to nine, one loses to all.
    assert share_ranked_right(winners + losers) == (50 + 4 * 0.5) / 100
    assert share_ranked_right(winners + losers[1:]) is None


def test_bands_have_whole_bounds():
    scores = (-0.1, 0, 19.5, 20, 99.999, 100)
    found = [score_band(score) for score in scores]
    assert found == ["<0", "0-19", "0-19", "20-39", "80-99", "100+"]


# Causes


def test_a_rate_falls_because_the_mix_changed(report):
    leads, changes = [], []
    for month, cohorts in ((1, ((60, 6), (40, 20))), (2, ((80, 8), (20, 10)))):
        for source, (size, reached) in zip((None, "Trade Fair"), cohorts, strict=True):
            for number in range(size):
                name = f"{month}-{source}-{number}"
                day = f"2024-0{month}-10"
                leads.append(lead(name, day, lead_source=source))
                if number < reached:
                    changes.append(status("MQL", day, name))
    leads.append(lead("late", "2024-03-10"))
    raw = {"leads": leads, "lead_status_changes": changes}
    tables = report(raw, as_of_date="2024-05-29")
    rows = rows_of(tables["fct_conversion_causes_monthly"], rate="lead_to_mql")
    february, march = (
        {row["channel"]: row for row in rows_of(rows, month_start=date(2024, month, 1))}
        for month in (2, 3)
    )
    many, few = february["unknown"], february["events"]
    assert (many["previous_cohort_share"], many["cohort_share"]) == (0.6, 0.8)
    assert (few["previous_channel_rate"], few["channel_rate"]) == (0.5, 0.5)
    effects = [each["mix_effect"] for each in (many, few)]
    assert effects == pytest.approx([-0.024, -0.056])
    assert [each["rate_effect"] for each in (many, few)] == [0, 0]
    gone = march["events"]
    assert (gone["cohort_share"], gone["channel_rate"]) == (0, None)
    assert gone["previous_channel_rate"] == 0.5
    assert (gone["mix_effect"], march["unknown"]["channel_rate"]) == (None, None)
    # When March is mature, its rows add up to its change of 0 - 18%.
    later = report(raw, as_of_date="2024-06-29")["fct_conversion_causes_monthly"]
    rows = rows_of(later, rate="lead_to_mql", month_start=date(2024, 3, 1))
    effects = [row["mix_effect"] + row["rate_effect"] for row in rows]
    assert sum(effects) == pytest.approx(-0.18)
    assert the(rows, channel="events")["rate_effect"] == 0
    # And a channel that is new takes the rate that it has now, with R of 18% and 0.
    raw["leads"].append(lead("new", "2024-04-10", lead_source="Trade Fair"))
    raw["lead_status_changes"].append(status("MQL", "2024-04-10", "new"))
    newest = report(raw, as_of_date="2024-07-29")["fct_conversion_causes_monthly"]
    month = {"rate": "lead_to_mql", "month_start": date(2024, 4, 1)}
    new, gone = (the(newest, channel=name, **month) for name in ("events", "unknown"))
    assert (new["mix_effect"], new["rate_effect"]) == (0.5, 0)
    assert (gone["mix_effect"], gone["rate_effect"]) == (0.5, 0)
    assert the(rows, channel="events")["mix_effect"] == pytest.approx(-0.2 * 0.41)
    # The first month has no month before it.
    assert min(row["month_start"].month for row in later) == 2
