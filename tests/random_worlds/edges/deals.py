"""Edges of deals: stages, closes, amounts, currencies."""

import re
from collections.abc import Callable

from ..texts import BAD_NUMBERS, BAD_TIMESTAMPS
from .view import EDGES, Row, View, edge, is_late


def _deal(name: str, question: Callable[[View, Row], bool]) -> None:
    EDGES[f"deals: {name}"] = lambda view: any(
        question(view, row) for row in view.tables["deals"]
    )


for _kind in ("prospect", "opportunity", "commit", "won", "lost", "ignored", "unknown"):
    for _recorded in (True, False):
        _deal(
            f"{_kind}, with stage changes: {_recorded}",
            lambda view, row, kind=_kind, recorded=_recorded: (
                view.stage(row) == kind
                and (row["deal_id"] in view.values("deal_stage_changes", "deal_id"))
                is recorded
            ),
        )
for _kind in ("won", "lost"):
    _deal(
        f"{_kind}, closed_at null",
        lambda view, row, kind=_kind: view.stage(row) == kind and not row["closed_at"],
    )
    _deal(
        f"{_kind}, closed_at garbage",
        lambda view, row, kind=_kind: (
            view.stage(row) == kind and row["closed_at"] in BAD_TIMESTAMPS
        ),
    )
    _deal(
        f"{_kind}, closed_at in the future",
        lambda view, row, kind=_kind: (
            view.stage(row) == kind
            and row["closed_at"][:4].isdigit()
            and is_late(view, row["closed_at"])
        ),
    )
    _deal(
        f"{_kind}, closed on an earlier day",
        lambda view, row, kind=_kind: (
            view.stage(row) == kind
            and row["created_at"][:4].isdigit()
            and "1990" < row["closed_at"][:10] < row["created_at"][:10]
        ),
    )
_deal(
    "closed at an earlier hour of the same day",
    lambda view, row: bool(
        len(row["closed_at"]) == len(row["created_at"]) == 19
        and row["closed_at"][:10] == row["created_at"][:10]
        and row["closed_at"] < row["created_at"]
    ),
)
_deal("an ignored version beside others", lambda view, row: (
    view.stage(row) == "ignored"
    and any(
        other["deal_id"] == row["deal_id"] and view.stage(other) != "ignored"
        for other in view.tables["deals"]
    )
))  # fmt: skip
_deal("without lead and account", lambda v, r: not r["lead_id"] and not r["account_id"])
_deal("with lead and account", lambda v, r: bool(r["lead_id"] and r["account_id"]))
_deal(
    "of an unknown lead", lambda v, r: r["lead_id"] not in v.values("leads", "lead_id")
)
_deal("negative amount", lambda v, r: r["amount"].startswith("-"))
_deal("amount of zero", lambda v, r: re.fullmatch(r"\+?0+\.?0*(e.*)?", r["amount"]))
_deal("amount null", lambda v, r: not r["amount"])
_deal("amount garbage", lambda v, r: r["amount"] in BAD_NUMBERS)
_deal("currency null", lambda v, r: not r["currency"])
_deal("currency without any rate", lambda v, r: r["currency"] in ("XTS", "xts"))


@edge("deals: equal closes of a lead or account")
def _(view):
    return any(
        len({row["deal_id"] for row in rows if view.stage(row) == "won"}) > 1
        for key in ("lead_id", "account_id")
        for rows in view.groups("deals", key, "closed_at")
    )
