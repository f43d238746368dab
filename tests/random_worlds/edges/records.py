"""Edges of versions, deletions, repeated and early rows, visitors and look-ups."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import product

from ..rules import TRUE_TEXTS, Rules
from ..tables import TABLES
from ..texts import BAD_TIMESTAMPS
from .view import EDGES, Edge, View, edge, folded, is_late


def _versions(table: str, key: str) -> None:
    """Ask both tables that have versions the same questions."""

    @edge(f"{table}: versions tie in updated_at")
    def _(view):
        return any(
            len(rows) > 1 and any(row != rows[0] for row in rows)
            for rows in view.groups(table, key, "updated_at")
        )

    @edge(f"{table}: a null updated_at beside others")
    def _(view):
        return any(
            {bool(row["updated_at"]) for row in rows} == {True, False}
            for rows in view.groups(table, key)
        )

    @edge(f"{table}: garbage in updated_at")
    def _(view):
        return bool(view.values(table, "updated_at") & set(BAD_TIMESTAMPS))

    @edge(f"{table}: an updated_at in the future")
    def _(view):
        return any(is_late(view, text) for text in view.times(table, "updated_at"))

    for has_time in (True, False):

        @edge(f"{table}: a tombstone, updated_at: {has_time}")
        def _(view, has_time=has_time):
            return any(
                view.is_tombstone(table, row) and bool(row["updated_at"]) is has_time
                for row in view.tables[table]
            )

    @edge(f"{table}: a deletion with values")
    def _(view):
        return any(
            row["is_deleted"].lower() in TRUE_TEXTS
            and not view.is_tombstone(table, row)
            for row in view.tables[table]
        )


_versions("leads", "lead_id")
_versions("deals", "deal_id")


def _identical(table: str) -> Edge:
    def question(view: View) -> bool:
        names = [column.name for column in TABLES[table]]
        counts = Counter(tuple(r[name] for name in names) for r in view.tables[table])
        return any(count > 1 for count in counts.values())

    return question


def _not_yet(table: str, column: str) -> Edge:
    return lambda view: any(is_late(view, text) for text in view.times(table, column))


STAMPS = {
    table: next(c.name for c in columns if c.kind == "timestamp" and c.is_required)
    for table, columns in TABLES.items()
}
EDGES |= {f"{table}: identical rows": _identical(table) for table in TABLES}
EDGES |= {
    f"{table}: not yet": _not_yet(table, stamp) for table, stamp in STAMPS.items()
}


@edge("as_of_date in the middle of history")
def _(view):
    return "as_of_date" in view.variables


@edge("no as_of_date")
def _(view):
    return "as_of_date" not in view.variables


def _repeats(table: str, key: str, is_tie: bool) -> Edge:
    def question(view: View) -> bool:
        return any(
            row != other and (row[STAMPS[table]] == other[STAMPS[table]]) is is_tie
            for rows in view.groups(table, key)
            for row, other in product(rows, rows)
        )

    return question


for _tie in (True, False):
    for _table, _key in {
        "touchpoints": "touchpoint_id",
        "marketing_spend": "spend_id",
    }.items():
        EDGES[f"{_table}: an id repeated, at one time: {_tie}"] = _repeats(
            _table, _key, _tie
        )


@edge("ids: equal but for case")
def _(view):
    ids = view.values("leads", "lead_id")
    return len({text.lower() for text in ids}) < len(ids)


@edge("ids: bytes and alphabet disagree")
def _(view):
    ids = sorted(view.values("touchpoints", "touchpoint_id"))
    return ids != sorted(ids, key=str.lower) and any(not text.isascii() for text in ids)


@edge("touchpoints: neither lead nor visitor")
def _(view):
    return any(
        not row["lead_id"] and not row["anonymous_id"]
        for row in view.tables["touchpoints"]
    )


def _visitors(view: View) -> Iterator[tuple[set[str], bool]]:
    """For each visitor: the leads named with it, and whether it came without one."""
    for rows in view.groups("touchpoints", "anonymous_id"):
        yield (
            {row["lead_id"] for row in rows} - {""},
            any(not row["lead_id"] for row in rows),
        )


@edge("visitors: never named")
def _(view):
    return any(not leads for leads, _ in _visitors(view))


@edge("visitors: named later or before")
def _(view):
    return any(len(leads) == 1 and came for leads, came in _visitors(view))


@edge("visitors: shared by leads")
def _(view):
    known = view.values("leads", "lead_id")
    return any(len(leads & known) > 1 for leads, _ in _visitors(view))


@edge("visitors: a stranger's first")
def _(view):
    known = view.values("leads", "lead_id")
    return any(leads & known and leads - known for leads, _ in _visitors(view))


@edge("visitors: named twice at one moment")
def _(view):
    return any(
        len({row["lead_id"] for row in rows if row["lead_id"]}) > 1
        for rows in view.groups("touchpoints", "anonymous_id", "occurred_at")
    )


@edge("touches: many of a limited type, with ties")
def _(view):
    limited = {kind.lower() for kind in view.rules.limited_types()}
    return any(
        len(rows) > 1 and rows[0]["touch_type"].lower() in limited
        for rows in view.groups("touchpoints", "lead_id", "touch_type", "occurred_at")
    )


def _uses(table: str, column: str, known: Callable[[Rules], set[str]]) -> Edge:
    """Ask for a value that no rule knows."""
    return lambda view: bool(
        {folded(value) for value in view.values(table, column)}
        - {folded(value) for value in known(view.rules)}
        - {""}
    )


def _seed(seed: str, column: str) -> Callable[[Rules], set[str]]:
    return lambda rules: set(rules.column(seed, column))


LOOKED_UP = {
    ("touchpoints", "touch_type"): _seed("touch_types", "touch_type"),
    ("touchpoints", "channel"): _seed("channels", "channel"),
    ("deals", "stage"): _seed("deal_stages", "crm_stage"),
    ("deals", "currency"): _seed("exchange_rates", "currency"),
    ("deal_stage_changes", "stage"): _seed("deal_stages", "crm_stage"),
    ("lead_status_changes", "status"): _seed("lead_statuses", "crm_status"),
    ("marketing_spend", "channel"): _seed("channels", "channel"),
    ("marketing_spend", "cost_type"): _seed("cost_types", "cost_type"),
    ("marketing_spend", "currency"): _seed("exchange_rates", "currency"),
    ("leads", "lead_source"): _seed("lead_source_channels", "lead_source"),
}


def _in_other_case(table: str, column: str, known) -> Edge:
    def question(view: View) -> bool:
        names = known(view.rules)
        lower = {name.lower() for name in names}
        found = view.values(table, column)
        return any(text.lower() in lower and text not in names for text in found)

    return question


def _with_other_separators(table: str, column: str, known) -> Edge:
    def question(view: View) -> bool:
        lower = {name.lower() for name in known(view.rules)}
        keys = {folded(name) for name in lower}
        found = {text.lower() for text in view.values(table, column)}
        return any(folded(text) in keys for text in found - lower)

    return question


for (_table, _column), _known in LOOKED_UP.items():
    _place = f"{_table}.{_column}"
    EDGES[f"{_place}: unknown"] = _uses(_table, _column, _known)
    EDGES[f"{_place}: in another case"] = _in_other_case(_table, _column, _known)
    if _column != "currency":
        EDGES[f"{_place}: with other separators"] = _with_other_separators(
            _table, _column, _known
        )


@edge("utm values that several rules match")
def _(view):
    patterns = [
        tuple(
            re.compile(
                ".*"
                if row[f"utm_{part}_pattern"] is None
                else re.escape(row[f"utm_{part}_pattern"])
                .replace("%", ".*")
                .replace("_", "."),
                re.DOTALL,
            )
            for part in ("source", "medium")
        )
        for row in view.rules.seeds["channel_rules"]
    ]
    return any(
        sum(
            bool(source.fullmatch(row["utm_source"].lower()))
            and bool(medium.fullmatch(row["utm_medium"].lower()))
            for source, medium in patterns
        )
        > 1
        for row in view.tables["touchpoints"]
        if row["utm_source"] and row["utm_medium"]
    )
