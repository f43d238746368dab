"""Files with one thing each that exports do, drawn from a seed."""

import csv
import io
import random
from collections.abc import Callable
from dataclasses import dataclass

from random_worlds.tables import TABLES
from random_worlds.texts import BAD_NUMBERS, BAD_TIMESTAMPS, HOSTILE

# What Excel, databases and other countries make of values.
ODD_VALUES = [
    *('="001"', "1.234,56", "1,234.56", "€ 1,200", "$5", "(500)", "12-", "5 %"),
    *("03/04/2025", "31.12.2025", "Dec 31, 2025", "2025-12-31 PM", "45658", "######"),
    *("#REF!", "#N/A", "\\N", "NULL", "nan", " L1 ", "l1", "L1\u00a0", "\u200bL1"),
    *("'; drop table leads; --", "{{ 1 / 0 }}", "{% raw %}", "${HOME}", "`id`"),
    *("\x01\x02", "a\x00b", "\x0b\x0c", "\x85", "\u2028", "\ufeff", "\x7f"),
    *('say ""hi""', '"', ",", "a\nb", "a\r\nb", "a\rb", "<script>", "\\", "%00"),
]


@dataclass(frozen=True)
class Case:
    """One file: the table that it holds, what is special about it, its bytes."""

    table: str
    label: str
    data: bytes


class Draft:
    """A table of random rows, and the ways to write it."""

    def __init__(self, rng: random.Random, table: str):
        """Draw the columns and a few rows."""
        self.rng = rng
        self.table = table
        self.names = [
            column.name
            for column in TABLES[table]
            if column.is_required or rng.random() < 0.8
        ]
        self.rows = [
            [self._value(name, number) for name in self.names]
            for number in range(rng.randint(2, 12))
        ]

    def _value(self, name: str, number: int) -> str:
        way = self.rng.random()
        if way < 0.25:
            texts = self.rng.choice([ODD_VALUES, BAD_TIMESTAMPS, BAD_NUMBERS, HOSTILE])
            return self.rng.choice(texts)
        if way < 0.35:
            return self.rng.choice(["", " ", "\t"])
        if name.endswith(("_at", "_date")):
            return f"2025-{self.rng.randint(1, 12):02}-{self.rng.randint(1, 28):02}"
        return f"{name[:4]}{number}"

    def text(self, line_end: str = "\n", delimiter: str = ",", quoting: int = 0) -> str:
        """Write the table as RFC 4180 says."""
        file = io.StringIO()
        writer = csv.writer(
            file, lineterminator=line_end, delimiter=delimiter, quoting=quoting
        )
        writer.writerows([self.names, *self.rows])
        return file.getvalue()

    def data(self, **ways: object) -> bytes:
        """Write the table in UTF-8."""
        return self.text(**ways).encode()

    def a_row(self) -> list[str]:
        """Return one of the rows, to be changed."""
        return self.rng.choice(self.rows)

    def plain(self) -> "Draft":
        """Make all values plain: what is special now stands alone."""
        self.rows = [
            [f"{name[:3]}{number}" for name in self.names]
            for number, _ in enumerate(self.rows)
        ]
        return self


WAYS: dict[str, Callable[[Draft], bytes]] = {}


def way(function: Callable[[Draft], bytes]) -> Callable[[Draft], bytes]:
    """Add a way to write a file to the list."""
    WAYS[function.__name__] = function
    return function


def make_cases(seed: int, count: int) -> list[Case]:
    """Draw files: every way in turn, and every table, until each has met each."""
    rng = random.Random(f"bad files {seed}")
    names, tables = list(WAYS), list(TABLES)
    cases = []
    for number in range(count):
        turn, way_number = divmod(number, len(names))
        name, table = names[way_number], tables[(turn + way_number) % len(tables)]
        data = WAYS[name](Draft(rng, table))
        cases.append(Case(table, f"{name} ({seed}/{number})", data))
    return cases


@way
def as_it_is(draft: Draft) -> bytes:
    return draft.data()


@way
def quoted(draft: Draft) -> bytes:
    return draft.data(quoting=csv.QUOTE_ALL)


@way
def crlf(draft: Draft) -> bytes:
    return draft.data(line_end="\r\n", quoting=draft.rng.choice([0, csv.QUOTE_ALL]))


@way
def old_mac(draft: Draft) -> bytes:
    return draft.data(line_end="\r")


@way
def bom(draft: Draft) -> bytes:
    return b"\xef\xbb\xbf" + draft.data(quoting=draft.rng.choice([0, csv.QUOTE_ALL]))


@way
def two_marks(draft: Draft) -> bytes:
    quoting = draft.rng.choice([0, csv.QUOTE_ALL])
    return b"\xef\xbb\xbf" * 2 + draft.data(quoting=quoting)


@way
def header_only(draft: Draft) -> bytes:
    draft.rows = []
    return draft.data().rstrip(b"\n" if draft.rng.random() < 0.5 else b"")


@way
def no_last_line_end(draft: Draft) -> bytes:
    return draft.data()[:-1]


@way
def reordered(draft: Draft) -> bytes:
    order = draft.rng.sample(range(len(draft.names)), len(draft.names))
    for row in [draft.names, *draft.rows]:
        row[:] = [row[index] for index in order]
    return draft.data()


@way
def other_names(draft: Draft) -> bytes:
    draft.names = [
        draft.rng.choice([name.upper(), f" {name} ", name.title(), f"\t{name}"])
        for name in draft.names
    ]
    return draft.data()


@way
def more_columns(draft: Draft) -> bytes:
    count = draft.rng.choice([1, 2, 300])
    extra = ["Größe", "'; drop table leads; --", "{{ 1 / 0 }}", "", 'a "b"', "column 2"]
    draft.names += draft.rng.choices(extra, k=count)
    for row in draft.rows:
        row += draft.rng.choices(ODD_VALUES, k=count)
    return draft.data()


@way
def line_ends_and_quotes_in_names(draft: Draft) -> bytes:
    place = draft.rng.randrange(len(draft.names) + 1)
    odd = ["a\nb", "a\n\n\nb", "a\r\nb", '"\n"', 'a\n"b', "a,\n,b", "\r", '",", ""']
    draft.names.insert(place, draft.rng.choice([*odd, '"']))
    for row in draft.rows:
        row.insert(place, draft.rng.choice(ODD_VALUES))
    known = draft.rng.randrange(len(draft.names))
    if draft.rng.random() < 0.5:
        draft.names[known] = f"\n{draft.names[known]}\n"
    mark = draft.rng.choice([b"", b"", b"\xef\xbb\xbf"])
    return mark + draft.data(line_end=draft.rng.choice(["\n", "\r\n"]))


@way
def quotes_that_no_name_may_have(draft: Draft) -> bytes:
    draft.names.append("QUOTE")
    for row in draft.plain().rows:
        row.append("x")
    fault = draft.rng.choice([b'a"b', b'"a"b', b'"a" ', b'"a\n', b'a"\nb"', b'"a""'])
    return draft.data().replace(b"QUOTE", fault)


@way
def line_ends_in_values(draft: Draft) -> bytes:
    for row in draft.rows:
        row[draft.rng.randrange(len(row))] = draft.rng.choice(
            ["a\n\nb", "\r\n", "a\rb", "\n", 'a\n"b', "a\n,b\r\n"]
        )
    return draft.data(line_end=draft.rng.choice(["\n", "\r\n"]))


@way
def empty_lines(draft: Draft) -> bytes:
    lines = draft.plain().text().splitlines(keepends=True)
    lines.insert(draft.rng.randint(1, len(lines)), "\n" * draft.rng.randint(1, 3))
    return "".join(lines).encode()


@way
def a_last_comma(draft: Draft) -> bytes:
    lines = draft.plain().text().splitlines()
    start = draft.rng.choice([0, 1, 1])
    return "\n".join([*lines[:start], *(f"{line}," for line in lines[start:])]).encode()


@way
def long_value(draft: Draft) -> bytes:
    length = draft.rng.choice([300, 70_000, 300_000, 3_000_000])
    draft.a_row()[-1] = draft.rng.choice(["x", "ü", ", ", '"', "\n"]) * length
    return draft.data()


@way
def too_long_row(draft: Draft) -> bytes:
    if draft.rng.random() < 0.8:  # 16 MB are slow; seldom is enough
        draft.names = draft.names[:1]
        draft.rows = []
        return draft.data()
    draft.plain().a_row()[-1] = "x" * 17_000_000
    return draft.data()


@way
def nothing(draft: Draft) -> bytes:
    return draft.rng.choice([b"", b"\xef\xbb\xbf", b"\n", b"\r\n\r\n", b" ", b"\x00"])


@way
def line_before_the_header(draft: Draft) -> bytes:
    return draft.rng.choice([b"\n", b"sep=,\n", b"# export\n", b",,,\n"]) + draft.data()


@way
def other_delimiter(draft: Draft) -> bytes:
    return draft.data(delimiter=draft.rng.choice(";\t|"))


@way
def other_encoding(draft: Draft) -> bytes:
    draft.plain().a_row()[-1] = "Müller – Söhne"
    if draft.rng.random() < 0.3:
        draft.names.append("Größe")
        for row in draft.rows:
            row.append("x")
    encoding = draft.rng.choice(["cp1252", "utf-16", "utf-16-le", "utf-16-be", "cp437"])
    return draft.text().encode(encoding, errors="replace")


@way
def encoding_changes(draft: Draft) -> bytes:
    draft.plain().rows[-1][-1] = "Müller"
    return draft.text().encode("cp1252") + "Größe".encode() * draft.rng.randint(0, 1)


@way
def row_too_long(draft: Draft) -> bytes:
    draft.plain().a_row().extend(draft.rng.choice([["x"], ["", ""], ["", "x"]]))
    return draft.data()


@way
def row_too_short(draft: Draft) -> bytes:
    draft.plain().a_row()[-1:] = []
    return draft.data()


@way
def comma_of_a_number(draft: Draft) -> bytes:
    draft.plain().a_row()[-1] = "1;50"
    return draft.data().replace(b"1;50", b"1,50")


@way
def quote_not_closed(draft: Draft) -> bytes:
    draft.plain().a_row()[-1] = "QUOTE"
    return draft.data().replace(b"QUOTE", b'"open')


@way
def quote_not_closed_at_the_end(draft: Draft) -> bytes:
    return draft.plain().data() + b'"open'


@way
def text_after_a_quote(draft: Draft) -> bytes:
    draft.plain().a_row()[-1] = "QUOTE"
    fault = draft.rng.choice([b'"5" tall', b'"a"b"', b'"a\\"b"'])
    return draft.data().replace(b"QUOTE", fault)


@way
def mixed_line_ends(draft: Draft) -> bytes:
    lines = draft.plain().text().splitlines()
    ends = draft.rng.choices(["\n", "\r\n"], k=len(lines))
    return "".join(map("".join, zip(lines, ends, strict=True))).encode()


@way
def column_twice(draft: Draft) -> bytes:
    name = draft.rng.choice(draft.names)
    draft.names.append(draft.rng.choice([name, name.upper(), f" {name}"]))
    for row in draft.rows:
        row.append("again")
    return draft.data()


@way
def column_misspelt(draft: Draft) -> bytes:
    draft.names[0] = draft.rng.choice(["id", "Lead ID", "", "leadid", '"'])
    return draft.data()


@way
def header_quote_open(draft: Draft) -> bytes:
    return b'"' + draft.data()


@way
def ended_in_the_middle(draft: Draft) -> bytes:
    data = draft.data(quoting=draft.rng.choice([0, csv.QUOTE_ALL]))
    return data[: draft.rng.randrange(1, len(data))]


@way
def end_of_file_mark(draft: Draft) -> bytes:
    return draft.plain().data() + b"\x1a"


@way
def not_a_csv_at_all(draft: Draft) -> bytes:
    start = draft.rng.choice([b"PK\x03\x04", b"PAR1", b"<html>", b"%PDF-1", b"\x1f"])
    return start + draft.rng.randbytes(200) + draft.rng.choice([b"", b"\n", b"PAR1"])


@way
def bytes_changed(draft: Draft) -> bytes:
    data = bytearray(draft.plain().data())
    for _ in range(draft.rng.randint(1, 3)):
        place = draft.rng.randrange(len(data))
        data[place] = draft.rng.choice(b'",\n\r\x00;x \xfc\xc3')
    return bytes(data)


@way
def bytes_lost_or_doubled(draft: Draft) -> bytes:
    data = draft.data()
    start = draft.rng.randrange(len(data))
    end = min(start + draft.rng.randint(1, 9), len(data))
    return data[:start] + data[start:end] * draft.rng.choice([0, 2]) + data[end:]
