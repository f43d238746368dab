"""What touches say of leads: scores, hand raises, first touches."""

import polars as pl

from in_polars import rules


def of_leads(touches: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the touches of known leads; anonymous ones are whose they first were."""
    known = leads.lazy().select("lead_id", "lead_no")
    named = touches.lazy().join(known, on="lead_id").drop("lead_id")
    owners = (
        named.filter(pl.col("anonymous_id").is_not_null())
        .select("anonymous_id", "lead_no", "occurred", "touchpoint_id")
        .sort("occurred", "touchpoint_id")
        .unique("anonymous_id", keep="first", maintain_order=True)
        .select("anonymous_id", "lead_no")
    )
    anonymous = (
        touches.lazy()
        .filter(pl.col("lead_id").is_null())
        .drop("lead_id")
        .join(owners, on="anonymous_id")
    )
    return (
        pl.concat([named, anonymous]).drop("anonymous_id").collect(engine="streaming")
    )


def score_moments(touches: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the moments at which leads reached the scores of an MQL and an SQL."""
    fit = leads.lazy().filter(pl.col("fit_score") >= rules.MQL_MIN_FIT_SCORE)
    fit = fit.select("lead_no", "fit_score", "created")
    scoring = rules.touch_types().lazy().filter(pl.col("points") != 0)
    earned = (
        touches.lazy()
        .select("lead_no", "type_no", "occurred")
        .join(scoring.select("type_no", "points", "max_times"), on="type_no")
        .join(fit.select("lead_no", "created"), on="lead_no")
        .sort("occurred")
        .filter(
            pl.col("max_times").is_null()
            | (pl.int_range(pl.len()).over("lead_no", "type_no") < pl.col("max_times"))
        )
        .select("lead_no", "points", scored=pl.max_horizontal("occurred", "created"))
    )
    starts = fit.select("lead_no", points=pl.lit(0, pl.Int64), scored="created")
    score = pl.col("fit_score") + pl.col("points").cum_sum().over("lead_no")
    return (
        pl.concat([starts, earned])
        .group_by("lead_no", "scored")
        .agg(pl.col("points").sum())
        .sort("lead_no", "scored")
        .join(fit.select("lead_no", "fit_score"), on="lead_no", maintain_order="left")
        .select("lead_no", "scored", score=score)
        .group_by("lead_no")
        .agg(
            mql_score=pl.col("scored").filter(pl.col("score") >= rules.MQL_SCORE).min(),
            sql_score=pl.col("scored").filter(pl.col("score") >= rules.SQL_SCORE).min(),
        )
        .join(leads.lazy().select("lead_no", "lead_id"), on="lead_no")
        .drop("lead_no")
        .collect(engine="streaming")
    )


def of_types(touches: pl.DataFrame, leads: pl.DataFrame, *flags: str) -> pl.LazyFrame:
    """Return lead, moment and creation of the lead for touches of some types."""
    return (
        touches.lazy()
        .filter(pl.col("type_no").is_in(rules.types_that(*flags)))
        .join(leads.lazy().select("lead_no", "lead_id", "created"), on="lead_no")
    )


def hand_raises(touches: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the moments at which leads raised a hand."""
    return (
        of_types(touches, leads, "is_hand_raise")
        .select("lead_id", raised=pl.max_horizontal("occurred", "created"))
        .collect()
    )


def first_touches(touches: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the first interaction or outreach of each lead, with its channel."""
    types = rules.types_that("is_interaction", "is_outreach")
    rows = touches.lazy().filter(pl.col("type_no").is_in(types))
    firsts = rows.group_by("lead_no").agg(pl.col("occurred").min())
    defaults = rules.touch_types().lazy().select("type_no", "default_channel")
    return (
        rows.join(firsts, on=["lead_no", "occurred"])
        .sort("touchpoint_id")
        .unique("lead_no", keep="first", maintain_order=True)
        .join(leads.lazy().select("lead_no", "lead_id"), on="lead_no")
        .join(defaults, on="type_no")
        .with_columns(pl.col("channel", "utm_source", "utm_medium").cast(pl.String))
        .select(
            "lead_id",
            first_touch="occurred",
            touch_channel=rules.channel_of(pl.col("default_channel")),
        )
        .collect(engine="streaming")
    )
