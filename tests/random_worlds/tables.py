"""The raw tables of the data contract: columns in order, kinds, what is required."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """One column of a raw table; kind is text, timestamp, number or flag."""

    name: str
    kind: str = "text"
    is_required: bool = False


def _columns(text: str) -> tuple[Column, ...]:
    """Read `*` as required and `:kind` as the kind of a column."""
    columns = []
    for word in text.split():
        name, _, kind = word.lstrip("*").partition(":")
        columns.append(Column(name, kind or "text", word.startswith("*")))
    return tuple(columns)


TABLES: dict[str, tuple[Column, ...]] = {
    "leads": _columns(
        "*lead_id *created_at:timestamp updated_at:timestamp email company_name"
        " job_title country region industry employee_count:number"
        " annual_revenue:number budget:number age:number gender income:number"
        " interest challenge lead_source owner is_deleted:flag account_id status"
    ),
    "touchpoints": _columns(
        "*touchpoint_id *occurred_at:timestamp *touch_type lead_id anonymous_id"
        " channel utm_source utm_medium utm_campaign asset program"
    ),
    "deals": _columns(
        "*deal_id *created_at:timestamp *stage lead_id account_id"
        " updated_at:timestamp closed_at:timestamp amount:number currency owner"
        " region is_deleted:flag pipeline stage_kind deal_type lost_reason"
    ),
    "deal_stage_changes": _columns(
        "*deal_id *stage *changed_at:timestamp pipeline stage_kind"
    ),
    "lead_status_changes": _columns("*lead_id *status *changed_at:timestamp field"),
    "marketing_spend": _columns(
        "*spend_date:timestamp *amount:number spend_id channel utm_source"
        " utm_medium campaign cost_type currency"
    ),
    "web_traffic": _columns(
        "*traffic_date:timestamp utm_source utm_medium visitors:number"
        " sessions:number page_views:number bounces:number social_shares:number"
        " search_position:number"
    ),
}

REQUIRED_TABLES = ("leads", "touchpoints", "deals")
