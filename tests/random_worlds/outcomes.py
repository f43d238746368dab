"""What must come out of some world: reasons, stages, sequences, shares, nulls."""

from collections.abc import Callable
from itertools import pairwise

Row = dict
Outcome = tuple[str, Callable[[Row], bool]]  # the table, and what one of its rows says

REJECTED = (
    "missing_id",
    "missing_timestamp",
    "invalid_timestamp",
    "missing_touch_type",
    "missing_stage",
    "missing_status",
    "unidentified_touch",
    "invalid_amount",
    "missing_exchange_rate",
    "excluded",
    "ignored_stage",
)
WARNINGS = (
    "invalid_amount",
    "negative_amount",
    "missing_exchange_rate",
    "stale_exchange_rate",
    "unknown_stage",
    "unknown_status",
    "unknown_touch_type",
    "unknown_channel",
    "unknown_lead_source",
    "shared_visitor",
    "unknown_cost_type",
    "orphan_lead",
    "orphan_deal",
    "closed_before_created",
    "close_date_missing",
    "close_date_in_future",
    "closed_before_lead",
    "invalid_optional_value",
    "identical_rows",
)
STAGES = ("lead", "mql", "sql", "opportunity", "commit", "customer")
OUT = ("recycled", "disqualified")
OUTCOMES: dict[str, Outcome] = {}


def _says(column: str, value: object) -> Callable[[Row], bool]:
    return lambda row: row[column] == value


def _all(table: str, column: str, values: tuple) -> None:
    """Ask that a column has each of these values somewhere."""
    for value in values:
        OUTCOMES[f"{table}.{column} = {value!r}"] = (table, _says(column, value))


def _some(table: str, name: str, question: Callable[[Row], bool]) -> None:
    OUTCOMES[f"{table}: {name}"] = (table, question)


for _severity, _reasons in (("rejected", REJECTED), ("warning", WARNINGS)):
    for _reason in _reasons:
        _some(
            "fct_data_quality_issues",
            f"{_severity} for {_reason}",
            lambda row, pair=(_severity, _reason): (
                (row["severity"], row["reason"]) == pair
            ),
        )
for _table in ("leads", "touchpoints", "deals", "marketing_spend", "web_traffic"):
    for _count in ("accepted", "duplicates", "rejected", "not_yet"):
        _some(
            "fct_data_quality_summary",
            f"{_table} {_count}",
            lambda row, table=_table, count=_count: (
                row["source_table"] == table and row[count] > 0
            ),
        )

for _table, _column in (
    ("leads", "lead_source"),
    ("touchpoints", "touch_type"),
    ("touchpoints", "channel"),
    ("touchpoints", "utm_source / utm_medium"),
    ("deals", "stage"),
    ("deal_stage_changes", "stage"),
    ("lead_status_changes", "status"),
    ("marketing_spend", "channel"),
    ("marketing_spend", "cost_type"),
    ("marketing_spend", "utm_source / utm_medium"),
    ("web_traffic", "utm_source / utm_medium"),
):
    _some(
        "fct_unmapped_values",
        f"{_table}.{_column} that comes back",
        lambda row, place=(_table, _column): (
            (row["source_table"], row["column_name"]) == place
            and row["first_seen"] < row["last_seen"]
        ),
    )

_all("dim_leads", "current_stage", (*STAGES, *OUT))
_all("dim_leads", "lead_grade", tuple(f"{fit}{n}" for fit in "ABCD" for n in "1234"))
_all("dim_leads", "first_touch_channel", ("unknown", "direct", "email", "events"))
_all("dim_leads", "is_marketing_sourced", (True, False))
_all("dim_leads", "persona", ("other", "executive", "small_business_owner"))
for _stage in STAGES[1:-1]:
    _all("dim_leads", f"{_stage}_is_implied", (True, False))
for _before, _stage in pairwise(STAGES):
    for _name, _answer in (("at once", True), ("later", False)):
        _some(
            "dim_leads",
            f"{_before} to {_stage} {_name}",
            lambda row, pair=(f"{_before}_at", f"{_stage}_at"), answer=_answer: (
                row[pair[1]] is not None and (row[pair[0]] == row[pair[1]]) is answer
            ),
        )
_some("dim_leads", "an own MQL at created_at", lambda row: (
    row["mql_at"] == row["lead_at"] and not row["mql_is_implied"]
))  # fmt: skip
_some("dim_leads", "a PQL", lambda row: row["pql_at"] is not None)
_some("dim_leads", "a hand raised that is no PQL", lambda row: (
    row["first_hand_raise_at"] is not None and row["pql_at"] is None
))  # fmt: skip
_some("dim_leads", "served", lambda row: row["service_qualified_at"] is not None)
_some("dim_leads", "score below zero", lambda row: row["lead_score"] < 0)
_some("dim_leads", "a hand raised before created_at", lambda row: (
    row["first_hand_raise_at"] is not None
    and row["first_hand_raise_at"] <= row["lead_at"]
))  # fmt: skip

_all("fct_deals", "stage", ("prospect", "opportunity", "commit", "won", "lost"))
_all("fct_deals", "amount", (None, 0))
_all("fct_deals", "cycle_days", (None, 0))
for _prefix in ("account:", "lead:", "deal:"):
    _some(
        "fct_deals",
        f"key {_prefix}",
        lambda row, prefix=_prefix: row["customer_key"].startswith(prefix),
    )
_some("fct_deals", "a second purchase", lambda row: (
    row["is_won"] and not row["is_new_customer"]
))  # fmt: skip
_some("fct_deals", "a close that is not known", lambda row: (
    row["is_open"] and row["expected_close_at"] is None
))  # fmt: skip
_some("fct_deals", "a commit moment of a lost deal", lambda row: (
    row["stage"] == "lost" and row["commit_at"] is not None
))  # fmt: skip
_all("fct_lead_stages", "stage", (*STAGES, *OUT))
_all("fct_lead_stages", "visit", (1, 2, 3, 4))
_all("fct_spend", "kind", ("program", "labor", "technology", "agency", "sales"))
_some("fct_touchpoints", "anonymous", lambda row: row["lead_id"] is None)
_some("fct_touchpoints", "points not earned", lambda row: (
    row["touch_type"] == "demo_request" and row["points"] == 0
))  # fmt: skip
_some("fct_touchpoints", "negative points", lambda row: row["points"] < 0)

_cost = "fct_cost_per_mql_monthly"
_some(_cost, "unallocated", lambda row: (
    row["segment"] == "unallocated" and row["marketing_cost"] > 0
))  # fmt: skip
_some(_cost, "a channel's credit", lambda row: row["program_cost"] < 0)
_some(_cost, "shared", lambda row: (
    row["segment_type"] == "channel" and row["shared_cost"] > 0
))  # fmt: skip
_some(_cost, "sales", lambda row: row["sales_cost"] > 0)
for _metric in ("cost_per_mql", "customer_acquisition_cost", "roi", "revenue_per_mql"):
    _some(_cost, _metric, lambda row, metric=_metric: row[metric] is not None)
    _all(_cost, _metric, (None,))
_all(_cost, "is_complete", (True, False))
_all("fct_funnel_conversion_monthly", "is_mature", (True, False))
for _rate in ("mql_to_sql_rate", "mql_to_customer_rate", "mql_rejection_rate"):
    _some(
        "fct_funnel_conversion_monthly",
        f"{_rate} between 0 and 1",
        lambda row, rate=_rate: 0 < (row[rate] or 0) < 1,
    )
_all(
    "fct_marketing_sourced_customers_monthly",
    "benchmark_status",
    ("below", "within", "above", None),
)
_some("fct_marketing_sourced_customers_monthly", "a share", lambda row: (
    0 < (row["marketing_sourced_share"] or 0) < 1
))  # fmt: skip
_velocity = "fct_pipeline_velocity_monthly"
_some(_velocity, "velocity", lambda row: (row["velocity_per_day"] or 0) > 0)
_some(_velocity, "a change", lambda row: row["velocity_change"] is not None)
_some(_velocity, "more SQLs than deals", lambda row: (
    row["pipeline_sqls"] > 0 and row["segment_type"] == "company"
))  # fmt: skip
for _measure in (
    "rows",
    "rejected_share",
    "unknown_channel_share",
    "unmapped_share",
    "undated_share",
):
    for _is_warning in (True, False):
        _some(
            "fct_data_drift",
            f"{_measure} with is_warning = {_is_warning}",
            lambda row, pair=(_measure, _is_warning): (
                (row["measure"], row["is_warning"]) == pair
            ),
        )
_some("fct_data_drift", "too few rows", lambda row: (
    row["low_value"] is not None and row["value"] < row["low_value"]
))  # fmt: skip

_attribution = "fct_attribution_monthly"
for _model in ("markov", "time_decay", "w_shaped"):
    _some(_attribution, f"a part of a deal by {_model}", lambda row, model=_model: (
        row["model"] == model and 0 < row["attributed_deals"] % 1 < 0.99
    ))  # fmt: skip
_all(_attribution, "model", ("last_non_direct", "first_touch", "linear"))
_some(_attribution, "less than nothing, by a credit", lambda row: (
    row["attributed_deals"] == 0 and row["attributed_revenue"] < 0
))  # fmt: skip
_some(_attribution, "won without a path, beside markov", lambda row: (
    (row["model"], row["campaign"]) == ("markov", "unknown")
))  # fmt: skip

_nurture = "fct_nurture_effect"
_some(_nurture, "a pooled lift", lambda row: (row["lift_12m"] or 0) != 0)
_some(_nurture, "a pooled lift beside none of its month", lambda row: (
    row["lift"] in (None, -1) and row["lift_12m"] is not None
))  # fmt: skip
_some(_nurture, "a month too young", lambda row: (
    row["opportunities"] > 0 and row["opportunity_rate"] is None
))  # fmt: skip
_touch = "fct_touch_effect"
_some(_touch, "a lift", lambda row: (row["lift"] or -1) != -1)
_all(_touch, "is_buying_signal", (True, False))
_some(_touch, "touches of nobody", lambda row: row["touches"] > row["leads"] == 0)
_all("fct_score_backtest", "band_order", tuple(range(7)))
_all("fct_score_backtest", "landmark_days", (1, 3, 7, 14, 30))
_all("fct_score_backtest_summary", "auc", (None,))
_some("fct_score_backtest_summary", "a ranking", lambda row: (
    (row["auc"] or 0) > 0
))  # fmt: skip
for _rate in ("rate_at_or_above_mql_score", "rate_below_mql_score"):
    _some(
        "fct_score_backtest_summary",
        f"{_rate} between 0 and 1",
        lambda row, rate=_rate: 0 < (row[rate] or 0) < 1,
    )
_causes = "fct_conversion_causes_monthly"
_all(_causes, "rate", (
    "lead_to_mql", "mql_to_sql", "mql_to_opportunity", "mql_to_customer"
))  # fmt: skip
for _effect in ("mix_effect", "rate_effect"):
    _some(_causes, f"a {_effect}", lambda row, name=_effect: (row[name] or 0) != 0)
_some(_causes, "a channel that is new, with an effect", lambda row: (
    row["previous_cohort_share"] == 0 and (row["mix_effect"] or 0) != 0
))  # fmt: skip
_some(_causes, "a rate whose month before was mature", lambda row: (
    row["channel_rate"] is None and row["previous_channel_rate"] is not None
))  # fmt: skip

_speed = "fct_speed_to_lead_monthly"
_all(_speed, "median_hours", (None, 0))
_some(_speed, "part of a day, over days off", lambda row: (
    0 < (row["median_hours"] or 0) < 8 and row["median_clock_hours"] > 48
))  # fmt: skip
_some(_speed, "within the time and later", lambda row: (
    0 < row["answered_within_sla"] < row["answered"] < row["hand_raises"]
))  # fmt: skip
for _group in ("within_sla", "later"):
    _some(_speed, f"an opportunity, answered {_group}", lambda row, name=_group: (
        (row[f"opportunity_rate_{name}"] or 0) > 0
    ))  # fmt: skip
_cohorts = "fct_acquisition_cohorts_monthly"
_all(_cohorts, "acquisition_cost", (None,))
_all(_cohorts, "cumulative_margin", (None,))
_all(_cohorts, "payback_month", (None, 0))
_some(_cohorts, "paid back later", lambda row: (row["payback_month"] or 0) > 0)
_some(_cohorts, "a margin over a cost", lambda row: (
    (row["return_on_cost"] or 0) > 0 and row["cumulative_margin"] is not None
))  # fmt: skip
_some(_cohorts, "revenue over a cost", lambda row: (
    (row["return_on_cost"] or 0) > 0 and row["cumulative_margin"] is None
))  # fmt: skip
_channels = "fct_channel_efficiency"
for _column in ("marginal_cost_per_mql", "cost_per_mql", "revenue_per_cost"):
    _all(_channels, _column, (None,))
    _some(_channels, f"a {_column}", lambda row, name=_column: (row[name] or 0) > 0)
_all(_channels, "channel", ("unallocated", "unknown"))
_some(_channels, "a cost without customers", lambda row: (
    row["customers"] == 0 and (row["revenue_per_cost_high"] or 0) > 0
))  # fmt: skip

_all("fct_deals", "is_credit", (True, False))
_some("fct_deals", "a credit before its close", lambda row: (
    row["is_credit"] and row["closed_at"] is None
))  # fmt: skip
_all(_cost, "cost_per_mql_3m", (None,))
_some(_cost, "leads, and no cost known of their month", lambda row: (
    row["new_leads"] > 0 and row["cost_per_lead"] is None
))  # fmt: skip
_some(_cost, "an unknown roi of sales costs", lambda row: (
    row["sales_cost"] > 0 and row["roi"] is None
))  # fmt: skip
_funnel = "fct_funnel_conversion_monthly"
_some(_funnel, "own MQLs convert at another rate", lambda row: (
    row["mql_to_sql_rate_own"] not in (None, row["mql_to_sql_rate"])
))  # fmt: skip
_some(_funnel, "mature for MQLs, and not for customers", lambda row: (
    row["is_mature"] and row["new_leads"] and row["lead_to_customer_rate"] is None
))  # fmt: skip
_disposition = "fct_mql_disposition_monthly"
for _name in ("accepted", "sent_back", "rejected", "untouched", "implied_mqls"):
    _some(_disposition, _name, lambda row, name=_name: row[name] > 0)
_some(_disposition, "days", lambda row: (row["median_days_to_disposition"] or 0) > 0)
_all(_disposition, "median_days_to_disposition", (None, 0))
_all(_disposition, "segment_type", ("company", "channel", "persona", "owner"))
_some(
    "fct_marketing_sourced_customers_monthly",
    "a share of those whose channel is known",
    lambda row: (
        row["marketing_sourced_share_of_known"]
        not in (None, row["marketing_sourced_share"])
    ),
)
_some(_velocity, "stale SQLs", lambda row: row["stale_sqls"] > 0)
_some(_velocity, "captured", lambda row: (row["velocity_capture"] or 0) > 0)
_all("fct_velocity_causes_monthly", "cause", ("sqls", "win_rate", "deal_size", "cycle"))
for _name, _answer in (("more", True), ("less", False)):
    _some(
        "fct_velocity_causes_monthly",
        f"{_name} velocity",
        lambda row, answer=_answer: (row["contribution"] > 0) is answer,
    )
_revenue = "fct_revenue_monthly"
_some(_revenue, "credits take more than was won", lambda row: (
    row["won_revenue"] < 0 and row["inbound_revenue_share"] is None
))  # fmt: skip
for _kind in ("new_customer", "expansion", "influenced"):
    _some(
        _revenue,
        f"{_kind} revenue given back",
        lambda row, column=f"{_kind}_revenue": row[column] < 0,
    )
_some(
    "fct_pipeline_created_monthly",
    "a share that marketing found",
    lambda row: 0 < (row["marketing_sourced_pipeline_share"] or 0) < 1,
)
_all("fct_pipeline_forecast", "overdue_deals", (0, 1, 2))
_some("fct_web_traffic_monthly", "a bounce rate that moved", lambda row: (
    row["bounce_rate_change_points"] not in (None, 0)
))  # fmt: skip
_scorecard = "fct_kpi_scorecard_monthly"
for _column in (
    "change",
    "change_points",
    "value_year_ago",
    "change_on_year",
    "change_points_on_year",
    "projected_value",
    "needed_per_business_day",
    "quarter_to_date",
    "year_to_date",
    "target_to_date",
):
    _some(_scorecard, _column, lambda row, column=_column: row[column] is not None)
    _all(_scorecard, _column, (None,))
_all(_scorecard, "is_small_sample", (True, False, None))
_all(_scorecard, "target_status", ("met", "missed", None))
_all(_scorecard, "benchmark_status", ("below", "within", "above", None))
_some(_scorecard, "a target that is met while the month runs", lambda row: (
    row["needed_per_business_day"] == 0
))  # fmt: skip
_some(_scorecard, "a year of more than a quarter", lambda row: (
    row["quarter_to_date"] != row["year_to_date"]
))  # fmt: skip
_all("fct_alerts", "kind", ("outside_limits", "behind_target"))
_all("dim_months", "fiscal_quarter", (1, 2, 3, 4))
_all("dim_months", "is_mature", (True, False))
_all("dim_channels", "direction", ("inbound", "outbound", None))
