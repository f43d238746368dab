"""Texts become moments, numbers and flags just as the contract says, never an error."""

import csv
import re
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import duckdb
import pytest

from run_dbt import run_dbt

ZONE = "America/New_York"
DAYS = [
    *("2024-02-29", "2025-02-29", "2000-02-29", "1900-02-28", "2100-02-29"),
    *("2025-04-31", "2025-12-31", "2025-13-01", "2025-00-10", "2025-06-00"),
    *("1990-01-01", "1989-12-31", "9999-12-31", "25-01-01", "2025-1-2", "20250102"),
    *("31/12/2025", "2025-W01-1", "today", "infinity", "now", "٢٠٢٥-01-01"),
]
CLOCKS = [
    *("", "T10:30", " 10:30", "T10:30:15", " 10:30:15.5", "T10:30:15.123456789"),
    *("T24:00", "T23:59:60", "T10", "T10:30:", "T10:30.5", "t10:30", "  10:30"),
    *(
        "T10:30:15,5",
        "T1:30",
        " 10:30 PM",
        "T00:00:00.9999999",
        " 9:05:06.5",
        "T010:30",
    ),
]
OFFSETS = [
    "",
    "Z",
    "z",
    "+02",
    "-0330",
    "+05:45",
    "+24:00",
    "+2",
    " Z",
    "-23:59",
    "UTC",
    " UTC",
    "GMT",
    " GMT",
    " utc",
    "  UTC",
    " +0200",
    " +02:00 UTC",
    "-03 UTC",
    "+02UTC",
    "Z UTC",
]
NUMBERS = [
    *(
        "0",
        "12",
        "-3",
        "+4",
        "1.5",
        ".5",
        "5.",
        "1e3",
        "1E-3",
        "-.5e+2",
        "007",
        "1e199",
    ),
    *(
        "1,5",
        "$5",
        "0x1F",
        "1_000",
        "NaN",
        "Infinity",
        "1 000",
        "٣",
        "1e",
        ".",
        "-",
        "--1",
    ),
]
FLAGS = [
    *("true", "T", "Yes", "y", "1", "FALSE", "f", "No", "n", "0"),
    *("2", "ja", "on", "truthy", "-1"),
]


def moment(text: str) -> datetime | None:
    """Return the moment in UTC that a text says, by the words of the contract."""
    parts = re.fullmatch(
        r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
        r"(?:[T ]([0-9]{1,2}:[0-9]{2})(:[0-9]{2})?([.][0-9]+)?"
        r"(?: ?(Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?(?: UTC)?))?)?",
        text,
    )
    if not parts or (parts[4] and not parts[3]):
        return None
    day, clock, seconds, fraction, offset = parts.groups()
    try:
        found = datetime.strptime(
            f"{day} {clock or '00:00'}{seconds or ':00'}", "%Y-%m-%d %H:%M:%S"
        )
    except ValueError:
        return None
    found += timedelta(microseconds=int(((fraction or ".0")[1:] + "000000")[:6]))
    if not clock:
        local = found.replace(tzinfo=ZoneInfo(ZONE))
        found = local.astimezone(timezone.utc).replace(tzinfo=None)
    elif offset and offset not in ("Z", "UTC", "GMT"):
        digits = offset.removesuffix(" UTC")[1:].replace(":", "") + "00"
        hours, minutes = int(digits[:2]), int(digits[2:4])
        if hours > 23 or minutes > 59:
            return None
        shift = timedelta(hours=hours, minutes=minutes)
        found -= shift if offset[0] == "+" else -shift
    return found if found >= datetime(1990, 1, 1) else None


@pytest.fixture(scope="module")
def typed(tmp_path_factory):
    """Return a connection to the typed tables of all texts above."""
    folder = tmp_path_factory.mktemp("typing")
    moments = [day + clock for day in DAYS for clock in ("", " 10:30")]
    moments += [f"2025-06-15{clock}{offset}" for clock in CLOCKS for offset in OFFSETS]
    moments += ["1990-01-01T01:00+02:00", "1989-12-31T23:00-02:00"]
    rows = {
        "leads": [["lead_id", "created_at", "budget", "is_deleted"]],
        "touchpoints": [["touchpoint_id", "occurred_at", "touch_type"]],
        "deals": [["deal_id", "created_at", "stage"]],
    }
    rows["touchpoints"] += [[text, text, "page_view"] for text in moments]
    rows["leads"] += [[f"n{text}", "", text, ""] for text in NUMBERS]
    rows["leads"] += [[f"f{text}", "", "", text] for text in FLAGS]
    rows["leads"] += [["padded", "\u00a0\t2025-01-01 \r\n", " 7\u00a0", "\tno\n"]]
    for table, lines in rows.items():
        with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(lines)
    run = run_dbt(
        *("run", "--select", "base_leads", "base_touchpoints"),
        duckdb_path=folder / "typed.duckdb",
        raw_files=folder,
        variables={"reporting_timezone": ZONE},
    )
    assert run.returncode == 0, run.output
    with duckdb.connect(folder / "typed.duckdb", read_only=True) as connection:
        yield connection


def test_moments(typed):
    found = dict(
        typed.execute(
            "select occurred_at, occurred_at_utc from base_touchpoints"
        ).fetchall()
    )
    assert len(found) > 200
    assert found == {text: moment(text) for text in found}
    assert sum(value is not None for value in found.values()) > 40


def test_numbers(typed):
    found = dict(
        typed.execute(
            "select budget, budget_number from base_leads where lead_id like 'n%'"
        ).fetchall()
    )
    shape = r"[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)([eE][+-]?[0-9]+)?"
    for text in NUMBERS:
        expected = float(text) if re.fullmatch(shape, text) else None
        assert found[text] == expected, text


def test_flags(typed):
    found = dict(
        typed.execute(
            "select is_deleted, is_deleted_flag from base_leads where lead_id like 'f%'"
        ).fetchall()
    )
    assert [found[text] for text in FLAGS] == [True] * 5 + [False] * 5 + [None] * 5


def test_what_surrounds_a_value_is_cut_off(typed):
    row = typed.execute(
        "select created_at, budget_number, is_deleted_flag from base_leads "
        "where lead_id = 'padded'"
    ).fetchone()
    assert row == ("2025-01-01", 7.0, False)
