"""Parquet files with types that nobody expects of these columns, and broken ones."""

from collections.abc import Callable
from pathlib import Path

import duckdb

from .running import Rows

# Of each table a row: the columns as SQL, and the texts that are to be read of them.
TYPED: dict[str, dict[str, tuple[str, str | None]]] = {
    "leads": {
        "lead_id": ("42::integer", "42"),
        "created_at": ("date '2025-03-04'", "2025-03-04"),
        "updated_at": (
            "timestamp_ns '2025-03-04 10:00:00.123456789'",
            "2025-03-04 10:00:00.123456789",
        ),
        "email": ("'jo@mail.example'::blob", "jo@mail.example"),
        "job_title": ("''", None),
        "country": ("time '10:00'", "10:00:00"),
        "region": ("'north'::enum ('north', 'south')", "north"),
        "employee_count": ("1.5::float", "1.5"),
        "annual_revenue": ("'Infinity'::double", "inf"),
        "budget": ("12.50::decimal(9, 2)", "12.50"),
        # Parquet has no such whole numbers: it keeps 5.0.
        "age": ("5::hugeint", "5"),
        "gender": ("null::integer", None),
        "interest": ("{'a': 1}", "{'a': 1}"),
        "challenge": ("['x', 'y']", "[x, y]"),
        "is_deleted": ("false", "false"),
    },
    "touchpoints": {
        "touchpoint_id": (
            "'5b5b5b5b-0000-4000-8000-000000000000'::uuid",
            "5b5b5b5b-0000-4000-8000-000000000000",
        ),
        "occurred_at": (
            "timestamptz '2025-03-04 10:00:00+02'",
            "2025-03-04 08:00:00+00",
        ),
        "touch_type": ("'call'", "call"),
        "lead_id": ("42::double", "42"),
    },
    "deals": {
        "deal_id": ("7::utinyint", "7"),
        "created_at": ("timestamp_s '2025-03-04 10:00:00'", "2025-03-04 10:00:00"),
        "stage": ("true", "true"),
        "amount": ("-0.0::double", "0"),
        "closed_at": ("1741082400::bigint", "1741082400"),
    },
}
# What may become of a file, given what stood in it: the table and its new bytes.
BROKEN: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "nothing": ("leads", lambda _: b""),
    "another format": ("touchpoints", lambda _: b"<html>"),
    "no footer": ("deals", lambda _: b"PAR1" + bytes(200)),
    "cut off": ("deals", lambda data: data[: len(data) // 2]),
    # Only who decodes all values finds these.
    "damaged page": ("leads", lambda data: data[:8] + b"\xff" * 16 + data[24:]),
    "damaged value": ("touchpoints", lambda data: data.replace(b"call", b"c\xffll")),
}


def write_typed(folder: Path) -> None:
    """Write the three tables that are needed, with odd types."""
    with duckdb.connect() as connection:
        connection.execute("set timezone = 'UTC'")
        for table, columns in TYPED.items():
            cells = ", ".join(f"{sql} as {name}" for name, (sql, _) in columns.items())
            connection.execute(f"copy (select {cells}) to '{folder}/{table}.parquet'")


def typed_rows(names: dict[str, list[str]]) -> Rows:
    """Return what is to be read of them: each table's columns in the given order."""
    return {
        table: [tuple(columns.get(name, ("", None))[1] for name in names[table])]
        for table, columns in TYPED.items()
    }


def write_broken(folder: Path, kind: str) -> None:
    """Write good tables, but for the one that is broken in a way of BROKEN."""
    write_typed(folder)
    table, broken = BROKEN[kind]
    path = folder / f"{table}.parquet"
    path.write_bytes(broken(path.read_bytes()))
