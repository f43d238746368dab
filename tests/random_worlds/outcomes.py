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
