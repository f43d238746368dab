"""What became of each deal."""

from datetime import datetime

import polars as pl

from in_polars import rules


def change_moments(
    changes: pl.DataFrame, stages: dict[str, str], end: datetime
) -> pl.LazyFrame:
    """Return the first recorded changes of each deal that matter."""
    changed, kind = pl.col("changed"), pl.col("kind")
    return (
        changes.lazy()
        .filter(
            pl.col("deal_id").is_not_null(),
            pl.col("stage").is_not_null(),
            changed < end,
        )
        .unique()
        .with_columns(
            kind=pl.col("stage").replace_strict(stages, default="opportunity")
        )
        .group_by("deal_id")
        .agg(
            was_prospect=(kind == "prospect").any(),
            first_advanced=changed.filter(
                kind.is_in(["opportunity", "commit", "won"])
            ).min(),
            first_commit=changed.filter(kind == "commit").min(),
            first_won=changed.filter(kind == "won").min(),
            first_lost=changed.filter(kind == "lost").min(),
        )
    )


def deals(
    versions: pl.LazyFrame, changes: pl.LazyFrame, leads: pl.DataFrame, end: datetime
) -> pl.DataFrame:
    """Return one row per deal: its moments, its known lead, its money.

    Arguments: leads, all lead versions that count, those deleted or excluded too.
    """
    stage, closed, created = pl.col("stage"), pl.col("closed"), pl.col("created")
    credit = pl.col("is_credit")
    is_closed = stage.is_in(["won", "lost"])
    changed = pl.when(stage == "won").then("first_won").otherwise("first_lost")
    excluded = leads.lazy().filter("is_excluded").select("lead_id")
    known = leads.lazy().filter(~pl.col("is_excluded"), ~pl.col("deleted"))
    known = known.select("lead_id", known_lead="lead_id")
    staged = (
        versions.join(excluded, on="lead_id", how="anti")
        .join(changes, on="deal_id", how="left")
        .join(known, on="lead_id", how="left")
        .with_columns(
            pl.col("was_prospect").fill_null(False),
            last_updated=pl.when(pl.col("updated") < end).then("updated"),
        )
        .with_columns(
            closed=pl.when(~is_closed)
            .then(None)
            .when(closed >= end)
            .then(changed)
            .otherwise(pl.coalesce(closed, changed, "last_updated", created)),
        )
        .with_columns(
            # A credit lowers revenue, and is nothing else.
            is_credit=(stage == "won") & (pl.col("value") < 0).fill_null(False)
        )
        .with_columns(
            stage=pl.when(~is_closed | closed.is_not_null() | credit)
            .then(stage)
            .when(pl.col("first_commit").is_not_null())
            .then(pl.lit("commit"))
            .otherwise(pl.lit("opportunity")),
        )
        .with_columns(
            opportunity=pl.when(credit)
            .then(None)
            .when(stage != "prospect", ~pl.col("was_prospect"))
            .then(created)
            .when(pl.col("first_advanced").is_not_null())
            .then("first_advanced")
            .when(stage == "won")
            .then(closed),
            commit=pl.when(credit)
            .then(None)
            .when(pl.col("first_commit").is_not_null())
            .then("first_commit")
            .when(stage == "commit")
            .then(pl.coalesce("last_updated", created)),
            is_won=(stage == "won") & ~credit,
            is_lost=stage == "lost",
        )
    )
    month = pl.coalesce(closed, created).dt.truncate("1mo").dt.date()
    took = (closed - created).dt.total_microseconds() / 86_400_000_000
    return (
        rules.with_rate(staged, month)
        .select(
            "deal_id",
            "known_lead",
            pl.col("region", "owner").fill_null("unknown"),
            "is_won",
            "is_lost",
            "is_credit",
            "created",
            "opportunity",
            "commit",
            "closed",
            customer_key=pl.coalesce(
                "account:" + pl.col("account_id"),
                "lead:" + pl.col("known_lead"),
                "deal:" + pl.col("deal_id"),
            ),
            amount=pl.when((pl.col("value") >= 0) | credit).then("value")
            * pl.col("rate"),
            cycle_days=pl.when(closed.dt.date() >= created.dt.date(), ~credit).then(
                pl.max_horizontal(took, 0.0)
            ),
        )
        .collect()
    )


def with_customers(deals: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the deals with their lead's channel, and whether they made a customer."""
    channels = rules.channels().select("channel", "direction", "is_marketing")
    firsts = (
        deals.filter("is_won")
        .sort("closed", "deal_id")
        .unique("customer_key", keep="first")
        .select("deal_id", is_new_customer=True)
    )
    return (
        deals.join(
            leads.select("lead_id", "channel"),
            left_on="known_lead",
            right_on="lead_id",
            how="left",
        )
        .with_columns(pl.col("channel").fill_null("unknown"))
        .join(channels, on="channel", how="left")
        .join(firsts, on="deal_id", how="left")
        .with_columns(
            pl.col("direction").fill_null("unknown"),
            pl.col("is_marketing", "is_new_customer").fill_null(False),
        )
    )
