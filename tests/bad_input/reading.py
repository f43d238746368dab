"""What a CSV file says by RFC 4180, read with Python's own reader."""

import csv
import io
import re
from dataclasses import dataclass, field

from random_worlds.tables import TABLES

AROUND = " \t\r\n\u00a0"
LONGEST_ROW = 16_000_000
csv.field_size_limit(2**31 - 1)


@dataclass(frozen=True)
class Reading:
    """A file's rows, or the line of its first fault.

    Each row has the contract's columns in their order, trimmed, empty ones None.
    """

    rows: list[tuple[str | None, ...]] = field(default_factory=list)
    fault_line: int | None = None

    @property
    def is_good(self) -> bool:
        """Say whether the file can be read."""
        return self.fault_line is None


def read(table: str, data: bytes) -> Reading:
    """Read a file that holds a table: first line 1, then its text, then its rows."""
    data = data.removeprefix(b"\xef\xbb\xbf")
    names = _names(re.split(rb"[\r\n]", data, maxsplit=1)[0])
    if not _names_are_good(table, names):
        return Reading(fault_line=1)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return Reading(fault_line=1 + _line_ends(data[: error.start].decode()))
    fault_line = line_with_other_end(text)
    if fault_line:
        return Reading(fault_line=fault_line)
    return _read_rows(table, names, text)


def _names(line: bytes) -> list[str]:
    """Return the names of the columns; none where their quotes do not match."""
    try:
        text = line.decode("utf-8")
        (names,) = csv.reader([text], strict=True)
    except (UnicodeDecodeError, csv.Error, ValueError):
        return []
    unquoted = re.sub('(^|,)"([^"]|"")*"', "", text)
    return [] if '"' in unquoted else [name.strip(AROUND).lower() for name in names]


def _names_are_good(table: str, names: list[str]) -> bool:
    return all(
        names.count(column.name) == 1
        or (column.name not in names and not column.is_required)
        for column in TABLES[table]
    )


def _read_rows(table: str, names: list[str], text: str) -> Reading:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows, line = [], 1
    try:
        for number, record in enumerate(reader):
            # An empty line is no row, unless there is one column only.
            if number and (record or len(names) == 1):
                # Commas at the end are no values.
                while len(record) > len(names) and not record[-1]:
                    record.pop()
                record = record or [""]
                length = sum(len(value.encode()) for value in record)
                if len(record) != len(names) or length > LONGEST_ROW:
                    return Reading(fault_line=line)
                values = dict(zip(names, record, strict=True))
                rows.append(
                    tuple(
                        values.get(column.name, "").strip(AROUND) or None
                        for column in TABLES[table]
                    )
                )
            line = reader.line_num + 1
    except csv.Error:
        return Reading(fault_line=line)
    return Reading(rows)


def line_with_other_end(text: str) -> int | None:
    """Return the first line that ends otherwise than the first, quoted ones apart."""
    quoted = r'"[^"]*(?:""[^"]*)*(?:"|\Z)'
    ends, line = [], 1
    for part in re.findall(rf"(?:\A|,|\r\n|\r|\n){quoted}|\r\n|\r|\n", text):
        end = re.match(r"\r\n|\r|\n", part)
        if end:
            ends.append((line, end.group()))
        line += _line_ends(part)
    return next((line for line, end in ends if end != ends[0][1]), None)


def _line_ends(text: str) -> int:
    return len(re.findall(r"\r\n|\r|\n", text))
