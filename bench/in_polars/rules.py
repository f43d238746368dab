"""The rules that a business edits, as expressions and small tables."""

import re

import polars as pl

from in_polars.reading import flag, key, lookup, lower, number, seed

# As in dbt_project.yml.
REPORTING_CURRENCY = "eur"
GO_TO_MARKET = "inside_sales"
MQL_SCORE, SQL_SCORE, MQL_MIN_FIT_SCORE = 60, 100, 10
CONVERSION_WINDOW_DAYS, LEAD_CONVERSION_WINDOW_DAYS = 90, 180
SQL_SHELF_DAYS = 90


def channels() -> pl.DataFrame:
    """Return one row per channel."""
    return seed("channels").select(
        lookup("channel").alias("channel_key"),
        "channel",
        *lower("direction"),
        flag("is_marketing").fill_null(False),
    )


def touch_types() -> pl.DataFrame:
    """Return one row per type of touch."""
    default = channels().select("channel_key", default="channel")
    return (
        seed("touch_types")
        .with_columns(lookup("default_channel"))
        .join(default, left_on="default_channel", right_on="channel_key", how="left")
        .with_row_index("type_no", offset=1)
        .select(
            pl.col("type_no").cast(pl.UInt8),
            lookup("touch_type").alias("touch_type"),
            pl.col("default").fill_null("direct").alias("default_channel"),
            pl.col("points").cast(pl.Int64),
            pl.col("max_times").cast(pl.Int64),
            flag("is_interaction"),
            flag("is_outreach"),
            flag("is_hand_raise"),
        )
    )


def with_type_number(touches: pl.LazyFrame) -> pl.LazyFrame:
    """Return touches with the number of their type; 0 if the seed does not know it."""
    known = touch_types().lazy().select("touch_type", "type_no")
    text = lookup("touch_type")
    return (
        touches.with_columns(touch_type=text)
        .join(known, on="touch_type", how="left", maintain_order="none")
        .with_columns(
            pl.when(pl.col("touch_type").is_not_null()).then(
                pl.col("type_no").fill_null(0)
            )
        )
    )


def types_that(*flags: str) -> list[int]:
    """Return the numbers of the types that have one of the flags."""
    return touch_types().filter(pl.any_horizontal(*flags))["type_no"].to_list()


def condition(rule: dict[str, str]) -> pl.Expr:
    """Return whether a lead meets a rule of fit_rules or exclusions."""
    column, value = rule["attribute"].lower(), rule["value"].lower()
    text = key(column)
    match rule["operator"].lower():
        case "contains":
            met = text.str.contains(value, literal=True)
        case "equals":
            met = text == value
        case "in":
            met = text.is_in([item.strip() for item in value.split("|")])
        case _:
            low, high = (
                float(end) if end.strip() else None for end in value.split("..")
            )
            met = number(column).is_between(
                -1e300 if low is None else low, 1e300 if high is None else high
            )
    return met.fill_null(False)


def fit_score() -> pl.Expr:
    """Return the sum of the points of all fit rules that a lead meets."""
    return pl.sum_horizontal(
        pl.lit(0),
        *(
            pl.when(condition(rule)).then(int(rule["points"])).otherwise(0)
            for rule in seed("fit_rules").to_dicts()
        ),
    )


def is_excluded() -> pl.Expr:
    """Return whether an exclusion rule meets a lead."""
    return pl.any_horizontal(
        pl.lit(False), *(condition(rule) for rule in seed("exclusions").to_dicts())
    )


def like(pattern: str) -> str:
    """Return a LIKE pattern as a regular expression."""
    signs = {"%": ".*", "_": "."}
    return (
        "(?s)^" + "".join(signs.get(sign) or re.escape(sign) for sign in pattern) + "$"
    )


def first_match(branches: list[tuple[pl.Expr, str]], default: str) -> pl.Expr:
    """Return the text of the first condition that holds."""
    found = pl.lit(default)
    for is_met, text in reversed(branches):
        found = pl.when(is_met).then(pl.lit(text)).otherwise(found)
    return found


def persona() -> pl.Expr:
    """Return the persona of a lead by job_title and employee_count."""
    branches = []
    for rule in by_priority("personas"):
        is_met = pl.lit(True)
        if rule["job_title_pattern"]:
            pattern = like(rule["job_title_pattern"].lower())
            is_met &= pl.col("job_title").str.to_lowercase().str.contains(pattern)
        if rule["min_employees"]:
            is_met &= pl.col("employee_count") >= float(rule["min_employees"])
        if rule["max_employees"]:
            is_met &= pl.col("employee_count") <= float(rule["max_employees"])
        branches.append((is_met, rule["persona"]))
    return first_match(branches, "other")


def by_priority(name: str) -> list[dict[str, str]]:
    """Return the rows of a seed by their priority."""
    return sorted(seed(name).to_dicts(), key=lambda row: int(row["priority"]))


def channel_of(default: pl.Expr) -> pl.Expr:
    """Return the channel by channel, utm_source and utm_medium, or a default."""
    names = dict(channels().select("channel_key", "channel").iter_rows())
    categories = dict(
        seed("source_categories").select(lookup("utm_source"), "category").iter_rows()
    )
    category = lookup("utm_source").replace_strict(categories, default=None)
    branches = []
    for rule in by_priority("channel_rules"):
        is_met = pl.lit(True)
        if rule["source_category"]:
            is_met &= category == rule["source_category"]
        for column in ("utm_source", "utm_medium"):
            if pattern := rule[f"{column}_pattern"]:
                text = key(column)
                is_met &= text.str.contains(like(pattern.lower()))
        branches.append((is_met, rule["channel"]))
    named = lookup("channel")
    return (
        pl.when(named.is_not_null())
        .then(named.replace_strict(names, default="unknown"))
        .when(key("utm_source").is_null() & key("utm_medium").is_null())
        .then(default)
        .when(category == "payment")
        .then(default)
        .otherwise(first_match(branches, "unknown"))
    )


def lead_source_channels() -> pl.DataFrame:
    """Return the channel that a lead source stands for."""
    return (
        seed("lead_source_channels")
        .with_columns(lookup("channel"))
        .join(channels(), left_on="channel", right_on="channel_key")
        .select(
            lookup("lead_source").alias("lead_source"), source_channel="channel_right"
        )
    )


def exchange_rates() -> pl.DataFrame:
    """Return the rates, sorted as an as-of join wants them."""
    rates = (
        seed("exchange_rates")
        .select(
            currency=key("currency"),
            month_start=pl.col("month").str.to_date("%Y-%m-%d"),
            rate=number("rate"),
        )
        .filter(pl.col("currency") != REPORTING_CURRENCY)
    )
    own = pl.DataFrame({"currency": REPORTING_CURRENCY, "rate": 1.0}).select(
        "currency", month_start=pl.date(1900, 1, 1), rate="rate"
    )
    return pl.concat([rates, own]).sort("month_start")


def with_rate(rows: pl.LazyFrame, month: pl.Expr) -> pl.LazyFrame:
    """Return rows with the rate of their currency in a month."""
    return (
        rows.with_columns(
            currency=pl.col("currency")
            .str.to_lowercase()
            .fill_null(REPORTING_CURRENCY),
            month_start=month,
        )
        .sort("month_start")
        .join_asof(
            exchange_rates().lazy(),
            on="month_start",
            by="currency",
            check_sortedness=False,
        )
    )
