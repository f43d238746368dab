"""What touches say of leads: scores, hand raises, first touches."""

import polars as pl

from in_polars import rules


def of_leads(touches: pl.LazyFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the touches of known leads; anonymous ones are whose they first were."""
    known = leads.lazy().select("lead_id", "created", "fit_score")
    named = touches.join(known, on="lead_id")
    owners = (
        named.filter(pl.col("anonymous_id").is_not_null())
        .sort("occurred", "touchpoint_id")
        .unique("anonymous_id", keep="first", maintain_order=True)
        .select("anonymous_id", owner_id="lead_id")
    )
    anonymous = (
        touches.filter(pl.col("lead_id").is_null())
        .join(owners, on="anonymous_id")
        .with_columns(lead_id="owner_id")
        .drop("owner_id")
        .join(known, on="lead_id")
    )
    types = rules.touch_types().lazy()
    return (
        pl.concat([named, anonymous.select(named.collect_schema().names())])
        .with_columns(
            pl.col("touch_type").cast(pl.String).str.to_lowercase(),
        )
        .join(types, on="touch_type", how="left")
        .with_columns(
            pl.col("is_interaction", "is_outreach", "is_hand_raise").fill_null(False)
        )
        .drop("anonymous_id")
        .collect(engine="streaming")
    )


def score_moments(touches: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the moments at which leads reached the scores of an MQL and an SQL."""
    is_fit = pl.col("fit_score") >= rules.MQL_MIN_FIT_SCORE
    earned = (
        touches.lazy()
        .filter(is_fit, pl.col("points") != 0)
        .select(
            "lead_id",
            "touch_type",
            "occurred",
            "created",
            "fit_score",
            "points",
            "max_times",
        )
        .sort("lead_id", "touch_type", "occurred")
        .filter(
            pl.col("max_times").is_null()
            | (
                pl.int_range(pl.len()).over("lead_id", "touch_type")
                < pl.col("max_times")
            )
        )
        .select(
            "lead_id",
            "fit_score",
            "points",
            scored=pl.max_horizontal("occurred", "created"),
        )
    )
    starts = (
        leads.lazy()
        .filter(is_fit)
        .select("lead_id", "fit_score", points=pl.lit(0, pl.Int64), scored="created")
    )
    return (
        pl.concat([starts, earned])
        .group_by("lead_id", "scored")
        .agg(pl.col("fit_score").first(), pl.col("points").sum())
        .sort("lead_id", "scored")
        .with_columns(
            score=pl.col("fit_score") + pl.col("points").cum_sum().over("lead_id")
        )
        .group_by("lead_id")
        .agg(
            mql_score=pl.col("scored").filter(pl.col("score") >= rules.MQL_SCORE).min(),
            sql_score=pl.col("scored").filter(pl.col("score") >= rules.SQL_SCORE).min(),
        )
        .collect(engine="streaming")
    )


def hand_raises(touches: pl.DataFrame) -> pl.DataFrame:
    """Return the moments at which leads raised a hand."""
    return touches.filter("is_hand_raise").select(
        "lead_id", raised=pl.max_horizontal("occurred", "created")
    )


def first_touches(touches: pl.DataFrame) -> pl.DataFrame:
    """Return the first interaction or outreach of each lead, with its channel."""
    return (
        touches.lazy()
        .filter(pl.col("is_interaction") | pl.col("is_outreach"))
        .select(
            *("lead_id", "occurred", "touchpoint_id", "default_channel"),
            *("channel", "utm_source", "utm_medium"),
        )
        .filter(pl.col("occurred") == pl.col("occurred").min().over("lead_id"))
        .sort("touchpoint_id")
        .unique("lead_id", keep="first", maintain_order=True)
        .with_columns(pl.col("channel", "utm_source", "utm_medium").cast(pl.String))
        .select(
            "lead_id",
            first_touch="occurred",
            touch_channel=rules.channel_of(pl.col("default_channel")),
        )
        .collect()
    )
