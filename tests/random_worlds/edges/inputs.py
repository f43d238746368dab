"""Edges of what texts mean: ids, links, campaigns, times, amounts, and own rules."""

import re
from datetime import datetime
from zoneinfo import ZoneInfo

from ..own_rules import COLUMNS
from ..tables import TABLES
from ..texts import NOBODY, NULL_TEXTS, THOUSANDS
from .view import EDGES, Edge, View, edge, folded

ID_COLUMNS = [
    (table, column.name)
    for table, columns in TABLES.items()
    for column in columns
    if column.name.endswith("_id")
]
LINKED = ("touchpoints", "marketing_spend", "web_traffic")
CAMPAIGNS = [("touchpoints", "utm_campaign"), ("marketing_spend", "campaign")]
UTM_COLUMNS = [
    (table, name) for table in LINKED for name in ("utm_source", "utm_medium")
]


def _holds(places: list[tuple[str, str]], pattern: str) -> Edge:
    return lambda view: any(
        re.fullmatch(pattern, text, re.DOTALL)
        for place in places
        for text in view.values(*place)
    )


# Ids and texts that mean nothing
for _text in NULL_TEXTS:
    _pattern = f"(?i:{re.escape(_text)})"
    EDGES[f"an id that means nothing: {_text}"] = _holds(ID_COLUMNS, _pattern)
    EDGES[f"a utm value that means nothing: {_text}"] = _holds(
        [*UTM_COLUMNS, *CAMPAIGNS], _pattern
    )
for _text in NOBODY:
    _pattern = re.escape(_text)
    _accounts = [("leads", "account_id"), ("deals", "account_id")]
    EDGES[f"nobody's account: {_text}"] = _holds(_accounts, _pattern)
    _visitors = [("touchpoints", "anonymous_id")]
    EDGES[f"nobody's visitor: {_text}"] = _holds(_visitors, _pattern)
EDGES["a source that means nothing: (direct)"] = _holds(UTM_COLUMNS, r"(?i:\(direct\))")
for _place in ID_COLUMNS:
    EDGES[f"{_place}: digits and .0"] = _holds([_place], r"[0-9]+\.0")
for _name in ("lead_id", "touchpoint_id", "account_id"):
    EDGES[f"a Parquet column {_name} of numbers"] = lambda view, name=_name: (
        f"{name} as numbers" in view.world.description
    )


@edge("ids: one written with .0 and without")
def _(view):
    ids = view.values("leads", "lead_id") | view.values("touchpoints", "lead_id")
    return any(f"{text}.0" in ids for text in ids)


# Links
EDGES |= {
    "a / b / c": _holds(UTM_COLUMNS, "[^/]+ / [^/]+ / [^/]+"),
    "a,a": _holds(UTM_COLUMNS, r"([^,|]+)[,|] ?\1"),
    "a,A": _holds(
        UTM_COLUMNS, r"(?=.*[A-Za-z])(?!([^,|]+)[,|] ?\1)(?i:([^,|]+)[,|] ?\2)"
    ),
    "a,other": _holds(UTM_COLUMNS, "[^,|]+[,|] ?other"),
    "a campaign with +": _holds(CAMPAIGNS, r".*[a-zA-Z]\+[a-zA-Z].*"),
    "a campaign with %20": _holds(CAMPAIGNS, ".*%20.*"),
    "a campaign with + before it": _holds(CAMPAIGNS, r"\+.*[a-zA-Z].*"),
    "a campaign with + behind it": _holds(CAMPAIGNS, r".*[a-zA-Z].*\+ *"),
    "a campaign with two blanks": _holds(CAMPAIGNS, ".*[a-zA-Z]  [a-zA-Z].*"),
    "a campaign in capitals": _holds(CAMPAIGNS, "[A-Z]{3,}"),
}


def _split(name: str, question) -> None:
    EDGES[f"a / b, where utm_medium is {name}"] = lambda view: any(
        row["utm_source"].count(" / ") == 1
        and question(row["utm_medium"], row["utm_source"].split(" / ")[1])
        for table in LINKED
        for row in view.tables[table]
    )


_split("null", lambda medium, _: not medium)
_split("like null", lambda medium, _: medium in NULL_TEXTS)
_split("the same", lambda medium, right: medium and folded(medium) == folded(right))
_split(
    "the same in another spelling",
    lambda medium, right: (
        folded(medium) == folded(right) and medium.lower() != right.lower()
    ),
)
_split("another", lambda medium, right: medium == "another medium" != right)


@edge("a payment page")
def _(view):
    sources = view.rules.column("source_categories", "utm_source", category="payment")
    pages = {folded(source) for source in sources}
    return any(
        folded(text) in pages
        for table in LINKED
        for text in view.values(table, "utm_source")
    )


# Times


def _unclear(view: View, is_gap: bool) -> bool:
    zone = ZoneInfo(str(view.variables["input_timezone"]))
    for table, columns in TABLES.items():
        for column in columns:
            for text in (
                view.times(table, column.name) if column.kind == "timestamp" else ()
            ):
                if re.fullmatch(r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d:[0-5]\d", text):
                    try:
                        local = datetime.fromisoformat(text).replace(tzinfo=zone)
                    except ValueError:
                        continue
                    change = local.replace(fold=1).utcoffset() - local.utcoffset()
                    if change and (change.total_seconds() > 0) is is_gap:
                        return True
    return False


EDGES["a time that the clock leaves out"] = lambda view: _unclear(view, is_gap=True)
EDGES["a time that the clock shows twice"] = lambda view: _unclear(view, is_gap=False)


# Amounts
COMMA = r"[+-]?(\d{1,3}(\.\d{3})+,\d+|\d+,(\d{1,2}|\d{4,}))"
for _table in ("deals", "marketing_spend"):
    for _has_comma in (True, False):
        EDGES[f"{_table}: perhaps a thousand, decimal comma: {_has_comma}"] = (
            lambda view, table=_table, has_comma=_has_comma: (
                bool(view.values(table, "amount") & set(THOUSANDS))
                and _holds([(table, "amount")], COMMA)(view) is has_comma
            )
        )


# Columns and values that are looked up


def _fits_by(table: str, seed: str, value: str, other: str, column: str) -> Edge:
    """Ask for a row that a seed knows by two columns."""

    def question(view: View) -> bool:
        known = {
            (folded(row[value]), folded(row[other]))
            for row in view.rules.seeds[seed]
            if row.get(other)
        }
        return any(
            (folded(row[column]), folded(row[other])) in known
            for row in view.tables[table]
        )

    return question


for _table in ("deals", "deal_stage_changes"):
    EDGES[f"{_table}: a stage of its pipeline"] = _fits_by(
        _table, "deal_stages", "crm_stage", "pipeline", "stage"
    )
    EDGES[f"{_table}: a stage that only stage_kind explains"] = (
        lambda view, table=_table: any(
            view.stage(row) != "unknown" == view.stage({**row, "stage_kind": ""})
            for row in view.tables[table]
        )
    )
EDGES["a status of its field"] = _fits_by(
    "lead_status_changes", "lead_statuses", "crm_status", "field", "status"
)


@edge("visitors: of three leads")
def _(view):
    known = view.values("leads", "lead_id")
    return any(
        len({row["lead_id"] for row in rows} & known) > 2
        for rows in view.groups("touchpoints", "anonymous_id")
    )


# Own rules
for _seed in COLUMNS:
    EDGES[f"own rules: {_seed}"] = lambda view, seed=_seed: bool(
        view.rules.own.get(seed)
    )
EDGES |= {
    "own rules: none of a seed": lambda view: any(
        seed not in view.rules.own for seed in COLUMNS
    ),
    "own rules: nothing but names": lambda view: [] in view.rules.own.values(),
    "a rule on an attribute": lambda view: bool(
        set(view.variables["lead_attributes"])
        & set(view.rules.column("fit_rules", "attribute"))
    ),
    "an attribute that no file has": lambda view: (
        "nowhere" in view.variables["lead_attributes"]
    ),
    "points with decimals": lambda view: any(
        float(points) % 1 for points in view.rules.column("touch_types", "points")
    ),
}
