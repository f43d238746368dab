"""Files that make a check work for hours if any of it takes the square of its input."""

from collections.abc import Callable

HEADER = b"lead_id,created_at"
MILLION = 1_000_000

# What stands in leads.csv, and what is said of it (none: it can be read).
HOSTILE: dict[str, tuple[Callable[[], bytes], str | None]] = {
    "one letter": (lambda: b"x" * 60_000, "the columns are xxx"),
    "a million letters": (lambda: b"x" * MILLION, "the columns are xxx"),
    "addresses": (lambda: b"x@" * MILLION, "have more than 1000000 letters"),
    "16 MB in a line": (lambda: b"x" * 15_999_999, "have more than 1000000 letters"),
    "a longer line": (lambda: b"x" * 17_000_000, "line 1: the row is longer than"),
    "a longer line first": (
        lambda: b"x" * 17_000_000 + b"\n" + HEADER + b"\n",
        "line 1: the row is longer than",
    ),
    "16 MB in a value": (lambda: HEADER + b"\n" + b"x" * 15_999_990 + b",1\n", None),
    "quotes in a line": (lambda: b'"' * MILLION, "the columns are "),
    "quotes in a value": (lambda: HEADER + b"\n" + b'"' * MILLION + b",1\n", None),
    "quotes that do not match": (
        lambda: HEADER + b"\n" + b'"' * (MILLION + 1) + b",1\n",
        "line 2: a quote is not closed",
    ),
    "quotes in names": (
        lambda: b'"",' * (MILLION // 4) + HEADER,
        "line 1: it names 250002 columns",
    ),
    "a quote before all": (
        lambda: b'"' + HEADER + b"\n1,2" * MILLION,
        "line 1: quotes do not match",
    ),
    "commas in names": (lambda: b"," * MILLION, "line 1: it names 1000001 columns"),
    "commas without values": (lambda: HEADER + b"\n1,2" + b"," * MILLION, None),
    "values": (
        lambda: HEADER + b"\n" + b"x," * MILLION + b"\n1,2,3\n",
        "line 2: 1000000 values, but line 1 names 2 columns",
    ),
    "quoted values": (
        lambda: HEADER + b'\n"a\nb",2\n' + b'"a",' * MILLION + b"\n",
        "line 4: 1000000 values, but line 1 names 2 columns",
    ),
    "values of several lines": (
        lambda: HEADER + b"\n" + b'"\n",' * (MILLION // 4) + b"x\n",
        "line 2: 250001 values, but line 1 names 2 columns",
    ),
    "commas in values of several lines": (
        lambda: HEADER + b'\n1,"' + b",,,,\n" * (MILLION // 4) + b'"\n',
        None,
    ),
    "5,000 columns": (
        lambda: HEADER + b",c" * 5000 + b"\n1,2" + b",x" * 5000 + b"\n",
        None,
    ),
    "line ends": (lambda: HEADER + b"\n" * MILLION, None),
    "line ends of two kinds": (
        lambda: HEADER + b"\n" + b"1,2\r\n1,2\n" * (MILLION // 4),
        "line 2: it ends in another way than line 1",
    ),
    "nothing but NUL": (lambda: bytes(MILLION), "line 1: it is UTF-16, or no text"),
}
