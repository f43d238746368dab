"""What a build says of its input: reasons with counts, values that no rule knows."""

import json
from collections import defaultdict
from typing import NamedTuple

import duckdb

QUALITY_TABLES = (
    *("fct_data_quality_summary", "fct_data_quality_issues"),
    *("fct_unmapped_values", "fct_deals"),
)
# At most a screen, below the headline table.
MOST_REASONS = 5
MOST_VALUES = 8
LONGEST_EXAMPLE = 40

# Where the reason lies in a raw row; of others the record's id is the example.
COLUMNS = {
    "invalid_amount": "amount",
    "negative_amount": "amount",
    "missing_exchange_rate": "currency",
    "unknown_stage": "stage",
    "unknown_status": "status",
    "unknown_touch_type": "touch_type",
    "unknown_channel": "channel",
    "unknown_cost_type": "cost_type",
    "unknown_lead_source": "lead_source",
    "shared_visitor": "anonymous_id",
    "orphan_lead": "lead_id",
    "orphan_deal": "deal_id",
    "ignored_stage": "stage",
    "closed_before_created": "closed_at",
    "close_date_in_future": "closed_at",
}
TIMESTAMPS = {
    "leads": "created_at",
    "touchpoints": "occurred_at",
    "deals": "created_at",
    "deal_stage_changes": "changed_at",
    "lead_status_changes": "changed_at",
    "marketing_spend": "spend_date",
    "web_traffic": "traffic_date",
}
TAKE_AWAY_AMOUNTS = ("invalid_amount", "negative_amount", "missing_exchange_rate")


class Reason(NamedTuple):
    """A reason of a raw table: how many rows it has, and what they touch."""

    source_table: str
    severity: str
    reason: str
    rows: int
    record_id: str
    raw_row: str
    rows_in: int
    won_deals: int
    won_revenue: float


def quality_lines(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> list[str]:
    """Return what there is to say of the input, at most a screen of it."""
    lines = reason_lines(connection, tables) + value_lines(connection, tables)
    return lines or ["No row was set aside or warned of, and rules know every value."]


def reason_lines(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> list[str]:
    """Return the reasons of rejected rows and of warnings, the largest first."""
    found = connection.execute(
        f"""
        select
            issues.source_table,
            issues.severity,
            issues.reason,
            count(*) as rows,
            arg_min(issues.record_id, {example_order()}),
            arg_min(issues.raw_row, {example_order()}),
            any_value(summary.rows_in),
            count(distinct deals.deal_id) as won_deals,
            coalesce(sum(deals.amount), 0)
        from {tables["fct_data_quality_issues"]} as issues
        inner join {tables["fct_data_quality_summary"]} as summary
            on issues.source_table = summary.source_table
        left join {tables["fct_deals"]} as deals
            on
                issues.record_id = deals.deal_id
                and issues.source_table = 'deals'
                and issues.severity = 'warning'
                and deals.is_won
        group by issues.source_table, issues.severity, issues.reason
        order by rows desc, issues.source_table, issues.severity, issues.reason
        """
    ).fetchall()
    reasons = [Reason(*row) for row in found]
    won_deals, won_revenue = connection.execute(
        f"select count(*), coalesce(sum(amount), 0) from {tables['fct_deals']} "
        "where is_won"
    ).fetchone()
    lines = []
    for severity, title in [
        ("rejected", "Rows set aside"),
        ("warning", "Rows kept with a warning"),
    ]:
        of_these = [reason for reason in reasons if reason.severity == severity]
        if of_these:
            rows = sum(reason.rows for reason in of_these)
            lines.append(f"{title}: {rows:,} (see fct_data_quality_issues)")
        shown = of_these[:MOST_REASONS]
        lines += [f"  {as_reason(one, won_deals, won_revenue)}" for one in shown]
        if len(of_these) > len(shown):
            lines.append(f"  and {len(of_these) - len(shown)} more reasons")
    return lines


def as_reason(reason: Reason, won_deals: int, won_revenue: float) -> str:
    """Return the line of a reason."""
    touched = ""
    if reason.won_deals and reason.reason in TAKE_AWAY_AMOUNTS:
        said = f"{reason.won_deals:,} of {won_deals:,} won deals have no amount"
        return f"{said}: {reason.reason}, {as_example(reason)}"
    if reason.won_deals:
        touched = f" ({reason.won_deals:,} of {won_deals:,} won deals"
        if won_revenue > 0:
            touched += f", {reason.won_revenue / won_revenue:.1%} of won revenue"
        touched += ")"
    return (
        f"{reason.rows:,} of {reason.rows_in:,} {reason.source_table}{touched}: "
        f"{reason.reason}, {as_example(reason)}"
    )


def example_order() -> str:
    """Return SQL that puts rows first whose reason lies in a value, not in its lack."""
    branches = " ".join(f"when '{name}' then '{it}'" for name, it in COLUMNS.items())
    null = f"'\"' || case issues.reason {branches} end || '\": null'"
    return f"(coalesce(contains(issues.raw_row, {null}), false), issues.record_id)"


def as_example(reason: Reason) -> str:
    """Return a value that has the reason, or the id of a record."""
    column = COLUMNS.get(reason.reason)
    if reason.reason == "invalid_timestamp":
        column = TIMESTAMPS.get(reason.source_table)
    text = json.loads(reason.raw_row).get(column) if column else None
    return f"e.g. {printable(str(text or reason.record_id))}"


def value_lines(
    connection: duckdb.DuckDBPyConnection, tables: dict[str, str]
) -> list[str]:
    """Return the values that no rule knows, the most frequent first."""
    found = connection.execute(
        f"""
        select source_table, column_name, value, rows
        from {tables["fct_unmapped_values"]}
        order by rows desc, source_table, column_name, value
        """
    ).fetchall()
    if not found:
        return []
    values = defaultdict(list)
    for table, column, value, rows in found[:MOST_VALUES]:
        values[f"{column} of {table}"].append(f"{printable(value)} ({rows:,})")
    lines = [f"Values that no rule knows: {len(found):,} (see fct_unmapped_values)"]
    lines += [f"  {place}: {', '.join(names)}" for place, names in values.items()]
    if len(found) > MOST_VALUES:
        lines.append(f"  and {len(found) - MOST_VALUES:,} more values")
    return lines


def printable(text: str) -> str:
    """Return a text without what a terminal would obey, and not too long."""
    shown = "".join(sign if sign.isprintable() else "\ufffd" for sign in text)
    if len(shown) <= LONGEST_EXAMPLE:
        return shown
    return f"{shown[: LONGEST_EXAMPLE - 3]}..."
