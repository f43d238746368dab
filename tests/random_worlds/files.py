"""The files of a world: CSV in many shapes, typed Parquet, plain CSV for the oracle."""

import csv
from pathlib import Path

import duckdb

from .draft import Draft, Row
from .tables import REQUIRED_TABLES, TABLES, Column
from .texts import BAD_TIMESTAMPS, BLANKS, HOSTILE, other_case, pad

OPTIONAL_EXTRAS = ["Notes", "col 2", "x.y", "select", "Ünnötig"]
PARQUET_TYPES = {
    "timestamp": ["timestamp", "timestamptz", "varchar", "timestamp"],
    "number": ["double", "double", "decimal(18, 4)", "varchar"],
    "flag": ["boolean", "varchar"],
    "text": ["varchar"],
}
DATE_COLUMNS = ("spend_date", "traffic_date")
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
        if not draft.is_plain and draft.chance(0.25):
            special.append(f"{table} as Parquet")
            body = _write_parquet(draft, raw / f"{table}.parquet", header, body)
        else:
            special += _write_csv(draft, raw / f"{table}.csv", header, body)
        names = [name for name, _ in header]
        write_plain_csv(oracle / f"{table}.csv", names, body)
    return special


def _header(draft: Draft, table: str) -> Header:
    """Leave out optional columns, add unknown ones, change order and case."""
    columns = list(TABLES[table])
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
        return draft.rng.choice(BLANKS) if draft.chance(0.02) else None
    return pad(draft.rng, text) if draft.chance(0.05) else text


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


def _write_parquet(draft: Draft, path: Path, header: Header, body: list) -> list:
    """Write typed columns; return the texts that they give when cast to text."""
    types = [_parquet_type(draft, column) for _, column in header]
    names = ['"' + name.replace('"', '""') + '"' for name, _ in header]
    typed = [_typed(f"c{number}", kind) for number, kind in enumerate(types)]
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
        shown = ", ".join(f"cast({name} as varchar)" for name in names)
        query = f"select {shown} from read_parquet('{location}')"
        return connection.execute(query).fetchall()


def _parquet_type(draft: Draft, column: Column) -> str:
    if column.name in DATE_COLUMNS and draft.chance(0.5):
        return "date"
    return draft.rng.choice(PARQUET_TYPES.get(column.kind, ["varchar"]))


def _castable(text: str | None, kind: str) -> str | None:
    """Leave out what a typed column would read in its own way (`today`)."""
    if text is None or kind == "varchar":
        return text
    text = text.strip(" \t\r\n\u00a0")
    return None if text in BAD_TIMESTAMPS and not text.startswith("19") else text


def _typed(column: str, kind: str) -> str:
    if kind == "varchar":
        return column
    if kind == "timestamp":  # a plain cast to timestamp would drop the offset
        return f"try_cast({column} as timestamptz) at time zone 'UTC'"
    return f"try_cast({column} as {kind})"
