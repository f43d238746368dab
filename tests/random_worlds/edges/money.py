"""Edges of spend and of exchange rates."""

import re
from collections import Counter, defaultdict
from collections.abc import Callable

from ..texts import BAD_NUMBERS
from .view import EDGES, Row, View, edge


def _months(view: View) -> dict[str, list[Row]]:
    months = defaultdict(list)
    for row in view.tables["marketing_spend"]:
        months[row["spend_date"][:7]].append(row)
    return months


def _is_named(row: Row) -> bool:
    return bool(row["channel"] or row["utm_source"] or row["utm_medium"])


def _spend(name: str, question: Callable[[Row], bool]) -> None:
    EDGES[f"spend: {name}"] = lambda view: any(
        question(row) for row in view.tables["marketing_spend"]
    )


_spend("by channel", lambda row: bool(row["channel"]))
_spend("by utm values", lambda row: not row["channel"] and _is_named(row))
_spend("unnamed", lambda row: not _is_named(row))
_spend("credit", lambda row: row["amount"].startswith("-"))
_spend("null cost type", lambda row: not row["cost_type"])
_spend(
    "unnamed sales", lambda r: not _is_named(r) and r["cost_type"].startswith("sales")
)
_spend("null amount", lambda row: not row["amount"])
_spend("invalid amount", lambda row: row["amount"] in BAD_NUMBERS)
_spend("no spend_id", lambda row: not row["spend_id"])


@edge("spend: a month with shared but no named cost")
def _(view):
    return any(not any(map(_is_named, rows)) for rows in _months(view).values())


@edge("spend: a channel's month at or below zero")
def _(view):
    for rows in _months(view).values():
        sums: Counter = Counter()
        for row in rows:
            if row["channel"] and re.fullmatch(r"-?\d+(\.\d+)?", row["amount"]):
                sums[row["channel"].lower()] += float(row["amount"])
        if any(total <= 0 for total in sums.values()):
            return True
    return False


for _currency in ("EUR", "USD", "GBP"):
    _spend(f"in {_currency}", lambda r, name=_currency: r["currency"].upper() == name)


@edge("rates: stale")
def _(view):
    months = view.rules.months_of_rates()
    return any(
        text[:7] > max(months, default="9") for text in view.times("deals", "closed_at")
    )


@edge("rates: before the first")
def _(view):
    first = min(view.rules.months_of_rates(), default="")
    return any(text[:7] < first for text in view.times("marketing_spend", "spend_date"))
