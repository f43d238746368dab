"""What a CSV file says by RFC 4180, read with Python's own reader."""

import csv
import io
import re
from dataclasses import dataclass, field

from random_worlds.tables import TABLES

AROUND = " \t\r\n\u00a0"
LONGEST_ROW = 16_000_000
MARK = b"\xef\xbb\xbf"
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
    """Read a file that holds a table: its names, then its text, then its rows."""
    has_mark = data.startswith(MARK)
    data = data.removeprefix(MARK)
    header = _first_record(data)
    names = _names(header)
    fault_line = _line_that_is_no_utf_8(data)
    if fault_line and (fault_line == 1 or re.search(rb"[\r\n]", header)):
        return Reading(fault_line=fault_line)
    if (
        data.startswith(MARK)
        or header[:100].count(b"\0") * 3 > len(header[:100])
        # The one thing that RFC 4180 allows and DuckDB cannot read.
        or (has_mark and names and _line_ends(_first_value(header)))
        or not _names_are_good(table, names)
    ):
        return Reading(fault_line=1)
    if fault_line:
        return Reading(fault_line=fault_line)
    text = data.decode("utf-8")
    fault_line = line_with_other_end(text)
    if fault_line:
        return Reading(fault_line=fault_line)
    return _read_rows(table, names, text)


def _first_record(data: bytes) -> bytes:
    """Return what stands before the first line end that no quotes are around."""
    quotes, start = 0, 0
    for line_end in re.finditer(rb"\r\n|\r|\n", data):
        quotes += data.count(b'"', start, line_end.start())
        start = line_end.end()
        if quotes % 2 == 0:
            return data[: line_end.start()]
    return data


def _line_that_is_no_utf_8(data: bytes) -> int | None:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        return 1 + _line_ends(data[: error.start].decode())
    return None


def _first_value(record: bytes) -> str:
    """Return the first value of a well-formed record."""
    return re.match(r'"(?:[^"]|"")*"|[^,]*', record.decode("utf-8")).group()


def _names(record: bytes) -> list[str]:
    """Return the names of the columns; none where their quotes do not match."""
    try:
        text = record.decode("utf-8")
        records = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except (UnicodeDecodeError, csv.Error):
        return []
    unquoted = re.sub('(^|,)"([^"]|"")*"', r"\1", text)
    if len(records) != 1 or '"' in unquoted:
        return []
    return [name.strip(AROUND).lower() for name in records[0]]


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
