"""Text for CSV files, which name no types: a spreadsheet guesses, and runs formulas."""

import os

import duckdb

SETTING = "CSV_AS_IS"
# What a spreadsheet takes for the start of a formula: a sign (wide forms too), even
# after blanks or invisible characters; or the end of a line or cell. Text that already
# has an apostrophe there gets another, so that removing one always restores the text.
FORMULA = r"^'*([\t\r\n]|[\p{Z}\p{C}]*[-=+@\x{ff0d}\x{ff1d}\x{ff0b}\x{ff20}])"


def is_as_is() -> bool:
    """Return whether text is to be left as it is.

    Raises: ValueError where the setting is neither 1 nor 0.
    """
    setting = os.environ.get(SETTING) or "0"
    if setting not in ("0", "1"):
        raise ValueError(f"{SETTING} is '{setting}', and can only be 1 or 0")
    return setting == "1"


def harmless(connection: duckdb.DuckDBPyConnection, place: str) -> str:
    """Return the query of a table whose text no spreadsheet runs.

    An apostrophe comes before what looks like a formula. Numbers, dates and booleans
    are kept: a negative number is no formula.
    """
    columns = connection.execute(f"describe {place}").fetchall()
    escaped = [
        f"""case when regexp_matches("{name}", '{FORMULA.replace("'", "''")}')
            then '''' || "{name}" else "{name}" end as "{name}" """
        for name, kind, *_ in columns
        if kind == "VARCHAR"
    ]
    replaced = f"replace ({', '.join(escaped)})" if escaped else ""
    return f"select * {replaced} from {place}"
