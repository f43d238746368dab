"""The files of a world: CSV in many shapes, typed Parquet, plain CSV for the oracle."""

import csv
import re
from pathlib import Path

import duckdb

from .draft import Draft, Row
from .tables import REQUIRED_TABLES, TABLES, Column
from .texts import (
    BAD_TIMESTAMPS,
    BLANKS,
    HOSTILE,
    NOBODY,
    NULL_TEXTS,
    other_campaign,
    other_case,
    pad,
)

OPTIONAL_EXTRAS = ["Notes", "col 2", "x.y", "select", "Ünnötig"]
PARQUET_TYPES = {
    "timestamp": ["timestamp", "timestamptz", "varchar", "timestamp"],
    "number": ["double", "double", "decimal(18, 4)", "varchar"],
    "flag": ["boolean", "varchar"],
    "text": ["varchar"],
}
DATE_COLUMNS = ("spend_date", "traffic_date")
UTM_COLUMNS = ("utm_source", "utm_medium", "utm_campaign", "campaign")
NUMERIC_IDS = ["bigint", "double", "decimal(18, 4)"]
Header = list[tuple[str, Column]]  # the name as written, and the column it stands for


def write_files(draft: Draft, raw: Path, oracle: Path) -> list[str]:
    """Write all tables twice; return what is special about the first folder."""
    raw.mkdir(parents=True)
    oracle.mkdir(parents=True)
    special = []
    emptied = None
    if not draft.is_plain and draft.chance(0.05):
        emptied = draft.rng.choice(REQUIRED_TABLES)
    for table in TABLES:
        rows = draft.tables[table]
        if table not in REQUIRED_TABLES and not draft.is_plain and draft.chance(0.1):
            special.append(f"{table} missing")
            continue
        if table == emptied or (not draft.is_plain and draft.chance(0.03)):
            special.append(f"{table} empty")
            rows = []
        header = _header(draft, table)
        body = [[_cell(draft, row, column) for _, column in header] for row in rows]
        if not draft.is_plain and draft.chance(0.5 if draft.has_numeric_ids else 0.2):
            special.append(f"{table} as Parquet")
            types = [_parquet_type(draft, *pair) for pair in _columns_of(header, body)]
            for (_, column), kind in zip(header, types, strict=True):
                if column.name.endswith("_id") and kind != "varchar":
                    special.append(f"{column.name} as numbers")
            path = raw / f"{table}.parquet"
            body = _write_parquet(draft, path, header, types, body)
        else:
            special += _write_csv(draft, raw / f"{table}.csv", header, body)
        names = [name for name, _ in header]
        write_plain_csv(oracle / f"{table}.csv", names, body)
    return special


def _header(draft: Draft, table: str) -> Header:
    """Leave out optional columns, add unknown ones, change order and case."""
    columns = list(draft.columns(table))
    if draft.is_plain:
        return [(column.name, column) for column in columns]
    columns = [c for c in columns if c.is_required or not draft.chance(0.025)]
    header = [(column.name, column) for column in columns]
    if draft.chance(0.3):
        header = [(other_case(draft.rng, name), column) for name, column in header]
    if draft.chance(0.3):
        header.append((draft.rng.choice(OPTIONAL_EXTRAS), Column("", "extra")))
    if draft.chance(0.3):
        header.append(("loaded_at", Column("", "loaded")))
    if draft.chance(0.4):
        draft.rng.shuffle(header)
    return header


def _cell(draft: Draft, row: Row, column: Column) -> str | None:
    if column.kind == "extra":
        return draft.rng.choice([None, *HOSTILE])
    if column.kind == "loaded":
        return draft.text(draft.clock.any())
    text = row[column.name]
    if draft.is_plain:
        return text
    if text is None:
        if draft.chance(0.07):
            text = _nothing(draft, column.name)
        if text is None:
            return draft.rng.choice(BLANKS) if draft.chance(0.02) else None
    if column.name.endswith("_id") and re.fullmatch("[0-9]+", text):
        text += ".0" if draft.chance(0.25) else ""
    if "campaign" in column.name and draft.chance(0.3):
        text = other_campaign(draft.rng, text)
    return pad(draft.rng, text) if draft.chance(0.05) else text


def _nothing(draft: Draft, name: str) -> str | None:
    """Return a text that means nothing in a column, where there are such texts."""
    if name in UTM_COLUMNS:
        texts = [*NULL_TEXTS, "(direct)"]
    elif name in ("anonymous_id", "account_id"):
        texts = [*NULL_TEXTS, *NOBODY * 4]
    elif name.endswith("_id"):
        texts = NULL_TEXTS
    else:
        return None
    text = draft.rng.choice(texts)
    return other_case(draft.rng, text) if draft.chance(0.4) else text


def _columns_of(header: Header, body: list) -> list[tuple[Column, list]]:
    """Return each column with its texts."""
    return [
        (column, [row[number] for row in body])
        for number, (_, column) in enumerate(header)
    ]


def _write_csv(draft: Draft, path: Path, header: Header, body: list) -> list[str]:
    """Write RFC 4180: with or without BOM, CRLF or LF, few quotes or many."""
    is_odd = not draft.is_plain
    encoding = "utf-8-sig" if is_odd and draft.chance(0.25) else "utf-8"
    line_end = "\r\n" if is_odd and draft.chance(0.3) else "\n"
    quoting = csv.QUOTE_ALL if is_odd and draft.chance(0.3) else csv.QUOTE_MINIMAL
    with path.open("w", encoding=encoding, newline="") as file:
        writer = csv.writer(file, lineterminator=line_end, quoting=quoting)
        writer.writerow([name for name, _ in header])
        writer.writerows(body)
    special = {"utf-8-sig": "BOM", "\r\n": "CRLF", csv.QUOTE_ALL: "quotes"}
    return [
        f"{path.name} with {special[choice]}"
        for choice in (encoding, line_end, quoting)
        if choice in special
    ]


def write_plain_csv(path: Path, names: list[str], body: list) -> None:
    """Write the plainest CSV there is."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows(body)


def _write_parquet(
    draft: Draft, path: Path, header: Header, types: list[str], body: list
) -> list:
    """Write typed columns; return the texts that they give when cast to text.

    Of a whole number that is the text without a point.
    """
    names = ['"' + name.replace('"', '""') + '"' for name, _ in header]
    zone = str(draft.variables["input_timezone"])
    typed = [_typed(f"c{number}", kind, zone) for number, kind in enumerate(types)]
    empty = ", ".join(f"c{number} varchar" for number in range(len(header)))
    columns = ", ".join(
        f"{value} as {name}" for value, name in zip(typed, names, strict=True)
    )
    location = str(path).replace("'", "''")
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"create table texts ({empty})")
        if body:  # a column at a time: rows one by one take a hundred times longer
            texts = [
                [_castable(text, kind) for text in column]
                for kind, *column in zip(types, *body, strict=True)
            ]
            unnested = ", ".join("unnest(cast(? as varchar[]))" for _ in header)
            connection.execute(f"insert into texts select {unnested}", texts)
        connection.execute(f"copy (select {columns} from texts) to '{location}'")
        shown = ", ".join(map(_as_text, names, types))
        query = f"select {shown} from read_parquet('{location}')"
        return connection.execute(query).fetchall()


def _as_text(name: str, kind: str) -> str:
    """Return the SQL of a typed column's text."""
    if kind == "double" or kind.startswith("decimal"):
        return f"regexp_replace(cast({name} as varchar), '\\.0+$', '')"
    return f"cast({name} as varchar)"


def _parquet_type(draft: Draft, column: Column, texts: list[str | None]) -> str:
    if column.name.endswith("_id"):
        is_number = all(_is_number(text) for text in texts if text)
        return draft.rng.choice(NUMERIC_IDS) if is_number else "varchar"
    if column.name in DATE_COLUMNS and draft.chance(0.5):
        return "date"
    return draft.rng.choice(PARQUET_TYPES.get(column.kind, ["varchar"]))


def _castable(text: str | None, kind: str) -> str | None:
    """Leave out what a typed column would read in its own way (`today`)."""
    if text is None or kind == "varchar":
        return text
    text = text.strip(" \t\r\n\u00a0")
    return None if text in BAD_TIMESTAMPS and not text.startswith("19") else text


def _is_number(text: str) -> bool:
    text = text.strip(" \t\r\n\u00a0").lower()
    is_number = re.fullmatch(r"([0-9]+(\.0)?)?", text)
    return bool(is_number) or text in map(str.lower, NULL_TEXTS)


def _typed(column: str, kind: str, zone: str) -> str:
    if kind == "varchar":
        return column
    if kind == "timestamp":  # a plain cast to timestamp would drop the offset
        return f"try_cast({column} as timestamptz) at time zone '{zone}'"
    return f"try_cast({column} as {kind})"
