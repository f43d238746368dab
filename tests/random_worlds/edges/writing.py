"""Edges of how values and files are written."""

import re

from ..tables import TABLES
from ..texts import BAD_NUMBERS, BAD_TIMESTAMPS, HOSTILE
from .view import CUT, EDGES, Edge, View, edge


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


DAY, CLOCK = r"\d{4}-\d\d-\d\d", r"\d\d?:\d\d(:\d\d(\.\d+)?)?"
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
    "an hour of one digit": rf"{DAY}[T ]\d:\d\d.*",
    " Z": f"{DAY}[T ]{CLOCK} Z",
    "UTC": f"{DAY}[T ]{CLOCK}UTC",
    " UTC": f"{DAY}[T ]{CLOCK} UTC",
    " GMT": f"{DAY}[T ]{CLOCK} ?GMT",
    "a blank and an offset": rf"{DAY}[T ]{CLOCK} [+-]\d\d(:?\d\d)?",
    "an offset and UTC": rf"{DAY}[T ]{CLOCK} ?[+-]\d\d(:?\d\d)? UTC",
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
