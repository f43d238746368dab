"""Raw text and rule seeds, typed."""

from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

PROJECT = Path(__file__).resolve().parents[2]
BLANKS = " \t\n\r\u00a0"
NUMBER = (
    r"^[+-]?([0-9]{1,60}([.][0-9]{0,60})?|[.][0-9]{1,60})"
    r"([eE][+-]?0{0,9}1?[0-9]{1,2})?$"
)
USUAL_MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-5][0-9]Z$"
MOMENT = (
    r"^(?<day>[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12][0-9]|3[01]))"
    r"(?:[T ](?<clock>(?:[01][0-9]|2[0-3]):[0-5][0-9])"
    r"(?::(?<seconds>[0-5][0-9](?:[.][0-9]+)?))?"
    r"(?:Z|(?<sign>[+-])(?<hours>[01][0-9]|2[0-3])(?::?(?<minutes>[0-5][0-9]))?)?)?$"
)
FIRST_MOMENT = datetime(1990, 1, 1)


def clean(column: str | pl.Expr) -> pl.Expr:
    """Return a text without what is around it; null where nothing is left."""
    text = pl.col(column) if isinstance(column, str) else column
    text = text.str.strip_chars(BLANKS)
    return pl.when(text != "").then(text)


def key(column: str) -> pl.Expr:
    """Return a text as it is compared without regard to case."""
    return clean(column).str.to_lowercase()


def lookup(column: str) -> pl.Expr:
    """Return a text as it is looked up: blanks, `_` and `-` are alike, too."""
    return key(column).str.replace_all("[ _-]+", " ")


def number(column: str) -> pl.Expr:
    """Return the number that a text says, or null."""
    text = clean(column)
    return pl.when(text.str.contains(NUMBER)).then(text).cast(pl.Float64, strict=False)


def flag(column: str) -> pl.Expr:
    """Return the flag that a text says, or null."""
    text = key(column)
    return (
        pl.when(text.is_in(["true", "t", "yes", "y", "1"]))
        .then(True)
        .when(text.is_in(["false", "f", "no", "n", "0"]))
        .then(False)
        .alias(column)
    )


def moment(column: str) -> pl.Expr:
    """Return the moment, in UTC, that a text says, or null."""
    return pl.col(column).map_batches(parse_moments, return_dtype=pl.Datetime("us"))


def parse_moments(texts: pl.Series) -> pl.Series:
    """Parse the usual shape at once, and what is left by its parts."""
    usual = texts.str.contains(USUAL_MOMENT)
    moments = texts.set(~usual, None).str.to_datetime(
        "%Y-%m-%dT%H:%M:%SZ", strict=False, time_unit="us"
    )
    others = (texts.is_not_null() & ~usual).arg_true()
    if len(others):
        moments = moments.scatter(others, parse_others(texts[others]))
    return moments.set(moments < FIRST_MOMENT, None)


def parse_others(texts: pl.Series) -> pl.Series:
    """Parse dates, blanks between, offsets and fractions."""
    parts = texts.str.strip_chars(BLANKS).str.extract_groups(MOMENT).struct.unnest()
    shift = pl.duration(
        hours=pl.col("hours").cast(pl.Int64).fill_null(0),
        minutes=pl.col("minutes").cast(pl.Int64).fill_null(0),
    )
    local = (
        pl.col("day")
        + " "
        + pl.col("clock").fill_null("00:00")
        + ":"
        # Microseconds; the rest is cut.
        + pl.col("seconds").fill_null("00").str.slice(0, 9)
    ).str.to_datetime("%Y-%m-%d %H:%M:%S%.f", strict=False, time_unit="us")
    return parts.select(
        local - pl.when(pl.col("sign") == "-").then(-shift).otherwise(shift)
    ).to_series()


def raw(folder: Path, table: str) -> pl.LazyFrame:
    """Return a raw table, as it came."""
    return pl.scan_parquet(folder / f"{table}.parquet")


def seed(name: str) -> pl.DataFrame:
    """Return a rule seed as the sample's company has it: trimmed, null where empty."""
    own = PROJECT / "sample" / "rules" / f"own_{name}.csv"
    shipped = PROJECT / "seeds" / "rules" / f"{name}.csv"
    rows = pl.read_csv(own if own.exists() else shipped, infer_schema=False)
    return rows.select(clean(column) for column in rows.columns)


def lower(*columns: str) -> list[pl.Expr]:
    """Return columns of a seed in lower case."""
    return [pl.col(column).str.to_lowercase() for column in columns]


def days(count: int) -> timedelta:
    """Return days of 24 hours."""
    return timedelta(days=count)
