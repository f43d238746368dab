"""What must be found in the files of some world: one small question an edge."""

import csv
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cached_property
from itertools import product

from .rules import TRUE_TEXTS, Rules
from .tables import TABLES
from .texts import BAD_NUMBERS, BAD_TIMESTAMPS, HOSTILE
from .world import PROJECT_RULES, World

Row = dict[str, str]
CUT = " \t\r\n\u00a0"


class View:
    """A world's tables as read from its files: trimmed texts, empty for null."""

    def __init__(self, world: World):
        """Read the plain CSV files, and keep the bytes of the raw ones."""
        self.world = world
        self.variables = world.variables
        self.rules = Rules(PROJECT_RULES)
        self.files = {
            path.name: path.read_bytes() for path in world.raw_folder.iterdir()
        }
        self.untrimmed: dict[str, list[Row]] = {}
        for table, columns in TABLES.items():
            path = world.oracle_folder / f"{table}.csv"
            blank = {column.name: "" for column in columns}
            self.untrimmed[table] = []
            if path.exists():
                with path.open(encoding="utf-8", newline="") as file:
                    for row in csv.DictReader(file):
                        lower = {name.lower(): text for name, text in row.items()}
                        self.untrimmed[table].append({**blank, **lower})
        self.tables = {
            table: [{k: v.strip(CUT) for k, v in row.items()} for row in rows]
            for table, rows in self.untrimmed.items()
        }

    @cached_property
    def headers(self) -> dict[str, list[str]]:
        """Return the header of each table as it is written."""
        found = {}
        for path in self.world.oracle_folder.glob("*.csv"):
            with path.open(encoding="utf-8", newline="") as file:
                found[path.stem] = next(csv.reader(file))
        return found

    def values(self, table: str, column: str) -> set[str]:
        """Return all values of a column."""
        return {row[column] for row in self.tables[table]}

    def groups(self, table: str, *keys: str) -> Iterator[list[Row]]:
        """Return the rows of a table that share these (non-empty) values."""
        groups = defaultdict(list)
        for row in self.tables[table]:
            if all(row[key] for key in keys):
                groups[tuple(row[key] for key in keys)].append(row)
        return iter(groups.values())

    def stage(self, row: Row) -> str:
        """Return the kind of a deal's or a stage change's stage."""
        kinds = {
            seed["crm_stage"].lower(): seed["stage"]
            for seed in self.rules.seeds["deal_stages"]
        }
        return kinds.get(row["stage"].lower(), "unknown")

    def is_tombstone(self, table: str, row: Row) -> bool:
        """Return whether a row has nothing but its id and the flag."""
        others = {column.name for column in TABLES[table][1:]} - {"updated_at"}
        filled = {name for name in others if row[name]}
        return filled == {"is_deleted"} and row["is_deleted"].lower() in TRUE_TEXTS

    def times(self, table: str, column: str) -> list[str]:
        """Return all timestamps of a column that begin like one."""
        return [
            v for v in self.values(table, column) if re.match(r"\d{4}-\d\d-\d\d", v)
        ]


Edge = Callable[[View], bool]
EDGES: dict[str, Edge] = {}


def edge(name: str) -> Callable[[Edge], Edge]:
    """Register a question under a name."""

    def register(question: Edge) -> Edge:
        EDGES[name] = question
        return question

    return register


def _all_times(view: View) -> list[str]:
    return [
        text
        for table, columns in TABLES.items()
        for column in columns
        if column.kind == "timestamp"
        for text in view.times(table, column.name)
    ]


def _has_time(pattern: str) -> Edge:
    return lambda view: any(re.fullmatch(pattern, text) for text in _all_times(view))


DAY, CLOCK = r"\d{4}-\d\d-\d\d", r"\d\d:\d\d(:\d\d(\.\d+)?)?"
TIME_FORMS = {
    "a mere date": DAY,
    "T between": f"{DAY}T{CLOCK}.*",
    "a blank between": f"{DAY} {CLOCK}.*",
    "without seconds": rf"{DAY}[T ]\d\d:\d\d([+Z-].*)?",
    "without offset": f"{DAY}[T ]{CLOCK}",
    "Z": f"{DAY}[T ]{CLOCK}Z",
    "+hh": rf"{DAY}[T ]{CLOCK}[+-]\d\d",
    "+hhmm": rf"{DAY}[T ]{CLOCK}[+-]\d{{4}}",
    "+hh:mm": rf"{DAY}[T ]{CLOCK}[+-]\d\d:\d\d",
    "-08:00": rf"{DAY}[T ]{CLOCK}-08:?(00)?",
    "-00:00": rf"{DAY}[T ]{CLOCK}-00:00",
    "one digit of a second": rf"{DAY}[T ]\d\d:\d\d:\d\d\.\d([+Z-].*)?",
    "nine digits of a second": rf"{DAY}[T ]\d\d:\d\d:\d\d\.\d{{9}}([+Z-].*)?",
    "twelve digits of a second": rf"{DAY}[T ]\d\d:\d\d:\d\d\.\d{{12}}([+Z-].*)?",
    "a leap day": r"\d{4}-02-29.*",
    "the year 9999": "9999.*",
}
EDGES |= {f"time: {name}": _has_time(form) for name, form in TIME_FORMS.items()}


def _has_text(text: str) -> Edge:
    return lambda view: any(
        text in row.values() for rows in view.tables.values() for row in rows
    )


EDGES |= {f"no time: {text}": _has_text(text) for text in BAD_TIMESTAMPS}
EDGES |= {f"no number: {text}": _has_text(text) for text in BAD_NUMBERS}
EDGES |= {f"hostile: {text!r}": _has_text(text) for text in HOSTILE}


def _pads_with(blank: str) -> Edge:
    return lambda view: any(
        value != value.strip(blank) and value.strip(CUT)
        for rows in view.untrimmed.values()
        for row in rows
        for value in row.values()
    )


EDGES |= {f"padded with {blank!r}": _pads_with(blank) for blank in CUT}


# Files


@edge("file: BOM")
def _(view):
    return any(text.startswith(b"\xef\xbb\xbf") for text in view.files.values())


@edge("file: CRLF")
def _(view):
    return any(b"\r\n" in text.split(b"\n")[0] + b"\n" for text in view.files.values())


@edge("file: Parquet")
def _(view):
    return any(name.endswith(".parquet") for name in view.files)


@edge("file: optional table missing")
def _(view):
    return len(view.files) < len(TABLES)


@edge("file: header only")
def _(view):
    return any(
        table in view.headers and not rows for table, rows in view.tables.items()
    )


@edge("file: header in another case")
def _(view):
    return any(
        name != name.lower() for names in view.headers.values() for name in names
    )


@edge("file: column missing")
def _(view):
    return any(
        column.name not in map(str.lower, names)
        for table, names in view.headers.items()
        for column in TABLES[table]
    )


@edge("file: column unknown")
def _(view):
    return any(
        set(map(str.lower, names)) - {column.name for column in TABLES[table]}
        for table, names in view.headers.items()
    )


@edge("file: columns in another order")
def _(view):
    orders = {table: [c.name for c in columns] for table, columns in TABLES.items()}
    return any(
        [name.lower() for name in names if name.lower() in orders[table]]
        != [name for name in orders[table] if name in map(str.lower, names)]
        for table, names in view.headers.items()
    )


# Versions, deletions, repeats


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
        return any(_is_late(view, text) for text in view.times(table, "updated_at"))

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


def _is_late(view: View, text: str) -> bool:
    return text[:10] > str(view.variables.get("as_of_date") or "2090-01-01")


def _identical(table: str) -> Edge:
    def question(view: View) -> bool:
        names = [column.name for column in TABLES[table]]
        counts = Counter(tuple(r[name] for name in names) for r in view.tables[table])
        return any(count > 1 for count in counts.values())

    return question


def _not_yet(table: str, column: str) -> Edge:
    return lambda view: any(_is_late(view, text) for text in view.times(table, column))


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


# People and touches


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
        {value.lower() for value in view.values(table, column)}
        - {value.lower() for value in known(view.rules)}
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


for (_table, _column), _known in LOOKED_UP.items():
    _place = f"{_table}.{_column}"
    EDGES[f"{_place}: unknown"] = _uses(_table, _column, _known)
    EDGES[f"{_place}: in another case"] = _in_other_case(_table, _column, _known)


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


# Deals


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
            and _is_late(view, row["closed_at"])
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


# Spend and traffic


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
    last = view.rules.months_of_rates()[-1]
    return any(text[:7] > last for text in view.times("deals", "closed_at"))


@edge("rates: before the first")
def _(view):
    first = view.rules.months_of_rates()[0]
    return any(text[:7] < first for text in view.times("marketing_spend", "spend_date"))


# Borders


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


for _name, _values in {
    "reporting_timezone": [
        "UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata", "Pacific/Auckland",
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
}.items():  # fmt: skip
    for _value in _values:
        EDGES[f"{_name} is {_value}"] = lambda view, name=_name, value=_value: (
            view.variables[name] == value
        )
