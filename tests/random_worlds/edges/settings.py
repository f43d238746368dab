"""Edges of variables, and moments at the ends of the windows that they set."""

import re
from datetime import datetime

from .view import EDGES, Edge, View, edge


def _plain_moments(view: View, table: str, column: str) -> set[datetime]:
    """Return the moments that are written in one form (as plain worlds do)."""
    return {
        datetime.fromisoformat(text)
        for text in view.times(table, column)
        if re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:[0-5]\d", text)
    }


def _window(variable: str, start: tuple[str, str], end: tuple[str, str]) -> Edge:
    def question(view: View) -> bool:
        seconds = int(view.variables[variable]) * 86400
        starts, ends = _plain_moments(view, *start), _plain_moments(view, *end)
        return any((b - a).total_seconds() == seconds for a in starts for b in ends)

    return question


CREATED, TOUCHED = ("leads", "created_at"), ("touchpoints", "occurred_at")
STATUS = ("lead_status_changes", "changed_at")
EDGES["border: status at the end of the conversion window"] = _window(
    "conversion_window_days", CREATED, STATUS
)
EDGES["border: touch at the end of nurture_days"] = _window(
    "nurture_days", CREATED, TOUCHED
)
EDGES["border: touch at the start of the influence window"] = _window(
    "influence_window_days", TOUCHED, ("deals", "closed_at")
)


@edge("border: touch 30 days after created_at")
def _(view):
    starts, ends = _plain_moments(view, *CREATED), _plain_moments(view, *TOUCHED)
    return any((b - a).total_seconds() == 30 * 86400 for a in starts for b in ends)


@edge("hand_raise_min_fit_score is not set")
def _(view):
    return "hand_raise_min_fit_score" not in view.variables


for _fit in (0, 15):
    EDGES[f"hand_raise_min_fit_score is {_fit}"] = lambda view, fit=_fit: (
        view.variables.get("hand_raise_min_fit_score") == fit
    )


@edge("first_month is not set")
def _(view):
    return "first_month" not in view.variables


@edge("first_month, as yyyy-mm, lies behind the first leads")
def _(view):
    first_month = view.variables.get("first_month", "")
    months = _months_of_leads(view)
    return len(first_month) == 7 and any(month < first_month for month in months)


@edge("first_month, as yyyy-mm-dd, lies before the first lead")
def _(view):
    first_month = view.variables.get("first_month", "")
    months = _months_of_leads(view)
    return len(first_month) == 10 and first_month[:7] < min(months, default="")


def _months_of_leads(view: View) -> list[str]:
    return [text[:7] for text in view.times(*CREATED) if text >= "1990"]


for _name, _values in {
    "reporting_timezone": [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
        "America/Havana",
    ],
    "input_timezone": [
        "UTC", "Europe/Berlin", "America/New_York", "Africa/Cairo",
        "Australia/Lord_Howe",
    ],
    "shared_cost_basis": ["program_cost", "new_mqls"],
    "go_to_market": ["inside_sales", "outside_sales"],
    "reporting_currency": ["EUR", "GBP"],
    "mql_min_fit_score": [10, 0, 20, -10],
    "mql_score": [60, 30, 45],
    "sql_score": [100, 75, 60, 40],
    "conversion_window_days": [90, 30, 60],
    "nurture_days": [30, 7, 14],
    "influence_window_days": [180, 30, 60],
    "stall_days": [30, 7, 45],
    "lead_conversion_window_days": [180, 45, 100],
    "sql_shelf_days": [90, 14, 30],
    "attribution_half_life_days": [30, 7],
    "markov_min_conversions": [100, 1, 2, 5],
    "speed_to_lead_sla_hours": [1, 4, 16],
    "business_hours": ["09:00-17:00", "08:30-18:15"],
    "cac_cost_months": [3, 1, 2],
    "cac_lag_months": [3, 0, 1],
    "sales_cost_basis": ["new_sqls", "new_opportunities", "new_customers"],
    "fiscal_year_start_month": [1, 4, 11],
}.items():  # fmt: skip
    for _value in _values:
        EDGES[f"{_name} is {_value}"] = lambda view, name=_name, value=_value: (
            view.variables[name] == value
        )
