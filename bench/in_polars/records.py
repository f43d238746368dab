"""The raw rows of each table that count."""

from datetime import date, datetime, timedelta
from functools import reduce
from pathlib import Path

import polars as pl

from in_polars import rules
from in_polars.reading import clean, flag, key, lookup, moment, number, raw, seed

TOUCH_TEXTS = (
    *("touch_type", "lead_id", "anonymous_id", "channel", "utm_source", "utm_medium"),
    *("utm_campaign", "asset", "program"),
)
LEAD_TEXTS = (
    *("created_at", "email", "company_name", "job_title", "country", "region"),
    *("industry", "employee_count", "annual_revenue", "budget", "age", "gender"),
    *("income", "interest", "challenge", "lead_source", "owner", "is_deleted"),
    "updated_at",
)
DEAL_TEXTS = (
    *(
        "created_at",
        "stage",
        "lead_id",
        "account_id",
        "closed_at",
        "amount",
        "currency",
    ),
    *("owner", "region", "is_deleted", "updated_at"),
)


def typed(folder: Path) -> dict[str, pl.DataFrame]:
    """Return every raw table with trimmed texts and, beside them, what they say."""
    plans = {
        "leads": raw(folder, "leads").select(
            clean("lead_id"),
            *(clean(column) for column in LEAD_TEXTS),
            created=moment("created_at"),
            updated=moment("updated_at"),
            deleted=flag("is_deleted").fill_null(False),
        ),
        "touchpoints": rules.with_type_number(raw(folder, "touchpoints")).select(
            clean("touchpoint_id"),
            "type_no",
            clean("lead_id"),
            clean("anonymous_id"),
            *(
                clean(column).cast(pl.Categorical)
                for column in ("channel", "utm_source", "utm_medium")
            ),
            occurred=moment("occurred_at"),
        ),
        "deals": raw(folder, "deals").select(
            clean("deal_id"),
            *(clean(column) for column in DEAL_TEXTS),
            created=moment("created_at"),
            updated=moment("updated_at"),
            closed=moment("closed_at"),
            value=number("amount"),
            deleted=flag("is_deleted").fill_null(False),
        ),
        "deal_stage_changes": raw(folder, "deal_stage_changes").select(
            clean("deal_id"), lookup("stage"), changed=moment("changed_at")
        ),
        "lead_status_changes": raw(folder, "lead_status_changes").select(
            clean("lead_id"), lookup("status"), changed=moment("changed_at")
        ),
        "marketing_spend": raw(folder, "marketing_spend").select(
            *(
                clean(column)
                for column in (
                    *("spend_date", "amount", "spend_id", "channel", "utm_source"),
                    *("utm_medium", "campaign", "cost_type", "currency"),
                )
            ),
            spent=moment("spend_date"),
            value=number("amount"),
        ),
        "web_traffic": raw(folder, "web_traffic").select(
            visited=moment("traffic_date")
        ),
    }
    frames = pl.collect_all(plans.values(), engine="streaming")
    return dict(zip(plans, frames, strict=True))


def as_of_date(tables: dict[str, pl.DataFrame]) -> date:
    """Return the day of the newest event that is not after today."""
    stages = stage_kinds()
    closed_stages = [name for name, kind in stages.items() if kind in ("won", "lost")]
    is_closed = lookup("stage").is_in(closed_stages)
    events = [
        tables["leads"]["created"],
        tables["touchpoints"]["occurred"],
        tables["deals"]["created"],
        tables["deals"].filter(is_closed)["closed"],
        tables["deal_stage_changes"]["changed"],
        tables["lead_status_changes"]["changed"],
        tables["marketing_spend"]["spent"],
        tables["web_traffic"]["visited"],
    ]
    tomorrow = datetime.combine(date.today() + timedelta(days=1), datetime.min.time())
    newest = [series.filter(series < tomorrow).max() for series in events]
    return max((found.date() for found in newest if found), default=date.today())


def stage_kinds() -> dict[str, str]:
    """Return what each stage of the CRM means."""
    rows = seed("deal_stages").select(lookup("crm_stage"), key("stage")).iter_rows()
    return dict(rows)


def counting_versions(
    rows: pl.LazyFrame, key_column: str, texts: tuple[str, ...], end: datetime
) -> pl.LazyFrame:
    """Return the version of each record that counts."""
    updated = pl.col("updated")
    rank = (
        pl.when(updated.is_null() & pl.col("deleted"))
        .then(pl.lit(1, pl.Int8))
        .when(updated < end)
        .then(pl.lit(2, pl.Int8))
        .when(updated.is_null())
        .then(pl.lit(3, pl.Int8))
        .otherwise(pl.lit(4, pl.Int8))
    )
    repeats = pl.col(key_column).is_duplicated()
    firsts = (
        rows.filter(repeats)
        .sort(
            rank,
            pl.when(updated < end).then(updated),
            updated,
            *texts,
            descending=[False, True, False, *(True for _ in texts)],
            nulls_last=[False, True, False, *(True for _ in texts)],
        )
        .unique(key_column, keep="first", maintain_order=True)
    )
    return pl.concat([rows.filter(~repeats), firsts])


def lead_versions(leads: pl.DataFrame, end: datetime) -> pl.DataFrame:
    """Return one row per lead that counts, is deleted or excluded."""
    is_row = pl.col("lead_id").is_not_null() & (
        pl.col("deleted") | pl.col("created").is_not_null()
    )
    rows = leads.lazy().filter(is_row, (pl.col("created") < end).fill_null(True))
    return (
        counting_versions(rows, "lead_id", LEAD_TEXTS, end)
        .select(
            "lead_id",
            "created",
            "deleted",
            "job_title",
            lookup("lead_source").alias("lead_source"),
            pl.col("region", "owner").fill_null("unknown"),
            employee_count=number("employee_count"),
            fit_score=rules.fit_score(),
            is_excluded=rules.is_excluded(),
        )
        .collect()
    )


def deal_versions(deals: pl.DataFrame, end: datetime) -> pl.LazyFrame:
    """Return one row per deal, its stage by the seed deal_stages."""
    is_row = pl.col("deal_id").is_not_null() & (
        pl.col("deleted")
        | (pl.col("created").is_not_null() & pl.col("stage").is_not_null())
    )
    rows = deals.lazy().filter(is_row, (pl.col("created") < end).fill_null(True))
    kind = lookup("stage").replace_strict(stage_kinds(), default="opportunity")
    return (
        counting_versions(rows, "deal_id", DEAL_TEXTS, end)
        .with_columns(stage=kind)
        .filter(~pl.col("deleted"), pl.col("stage") != "ignored")
    )


def accepted_touches(
    touches: pl.DataFrame, folder: Path, end: datetime
) -> pl.DataFrame:
    """Return the touches that count: of those that share an id, the earliest."""
    touch_id = "touchpoint_id"
    rows = touches.filter(
        pl.col(touch_id).is_not_null(),
        pl.col("occurred") < end,
        pl.col("type_no").is_not_null(),
        pl.col("lead_id").is_not_null() | pl.col("anonymous_id").is_not_null(),
    )
    repeated = rows.lazy().group_by(touch_id).len().filter(pl.col("len") > 1)
    ids = repeated.select(touch_id).collect(engine="streaming")
    # Few rows share an id: only they are compared by all their texts.
    firsts = (
        rules.with_type_number(
            raw(folder, "touchpoints")
            .with_columns(clean(touch_id))
            .join(ids.lazy(), on=touch_id, how="semi")
            .with_columns(type_text=clean("touch_type"))
        )
        .select(
            touch_id,
            "type_no",
            pl.col("type_text").alias("touch_type"),
            *(clean(column) for column in TOUCH_TEXTS[1:]),
            text=clean("occurred_at"),
            occurred=moment("occurred_at"),
        )
        .filter(
            pl.col("occurred") < end,
            pl.col("type_no").is_not_null(),
            pl.col("lead_id").is_not_null() | pl.col("anonymous_id").is_not_null(),
        )
        .sort("occurred", *TOUCH_TEXTS, "text", nulls_last=False)
        .unique(touch_id, keep="first", maintain_order=True)
        .with_columns(
            pl.col("channel", "utm_source", "utm_medium").cast(pl.Categorical)
        )
        .select(rows.columns)
        .collect(engine="streaming")
    )
    return pl.concat([rows.join(ids, on=touch_id, how="anti"), firsts])


def accepted_spend(spend: pl.DataFrame, end: datetime) -> pl.DataFrame:
    """Return the spend that counts, in the reporting currency, with its channel."""
    texts = (
        *("amount", "channel", "utm_source", "utm_medium", "campaign", "cost_type"),
        *("currency", "spend_date"),
    )
    kinds = dict(
        seed("cost_types").select(lookup("cost_type"), key("kind")).iter_rows()
    )
    rows = rules.with_rate(
        spend.lazy()
        .filter(pl.col("spent") < end, pl.col("value").is_not_null())
        .with_columns(text=pl.col("currency")),
        pl.col("spent").dt.truncate("1mo").dt.date(),
    ).filter(pl.col("rate").is_not_null())
    order = [column if column != "currency" else "text" for column in texts]
    firsts = (
        rows.filter(pl.col("spend_id").is_not_null())
        .sort("spent", *order, nulls_last=False)
        .unique("spend_id", keep="first", maintain_order=True)
    )
    nameless = rows.filter(pl.col("spend_id").is_null()).unique()
    return (
        pl.concat([firsts, nameless])
        .select(
            "month_start",
            kind=lookup("cost_type").replace_strict(kinds, default="program"),
            amount=pl.col("value") * pl.col("rate"),
            channel=rules.channel_of(pl.lit(None, pl.String)),
        )
        .collect()
    )


def earliest(*columns: pl.Series) -> datetime | None:
    """Return the earliest moment of some columns."""
    found = [moment for moment in (column.min() for column in columns) if moment]
    return reduce(min, found) if found else None
