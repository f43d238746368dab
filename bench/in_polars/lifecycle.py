"""The moments of each lead's stages, its ways out of the funnel and back."""

from datetime import datetime

import polars as pl

from in_polars import rules
from in_polars.reading import key, lookup, seed

STAGES = ("lead", "mql", "sql", "opportunity", "commit", "customer")


def statuses(changes: pl.DataFrame, leads: pl.DataFrame, end: datetime) -> pl.DataFrame:
    """Return the changes of status of known leads that have an effect."""
    effects = seed("lead_statuses").select(lookup("crm_status"), key("status"))
    return (
        changes.filter(pl.col("changed") < end)
        .with_columns(
            pl.col("status").replace_strict(
                dict(effects.iter_rows()), default="ignored"
            )
        )
        .filter(pl.col("status") != "ignored")
        .join(leads.select("lead_id", "created"), on="lead_id")
        .unique()
    )


def moments(
    leads: pl.DataFrame,
    scores: pl.DataFrame,
    raises: pl.DataFrame,
    statuses: pl.DataFrame,
    deals: pl.DataFrame,
) -> pl.DataFrame:
    """Return the moment of each stage of each lead: its earliest evidence, or later."""
    status, changed = pl.col("status"), pl.col("changed")
    by_deal = (
        deals.lazy()
        .filter(pl.col("known_lead").is_not_null(), ~pl.col("is_credit"))
        .group_by(lead_id="known_lead")
        .agg(
            pl.col("opportunity", "commit").min(),
            customer=pl.col("closed").filter("is_won").min(),
            first_deal=pl.col("created").min(),
        )
    )
    by_status = (
        statuses.lazy()
        .group_by("lead_id")
        .agg(
            mql_status=changed.filter(status == "mql").min(),
            sql_status=changed.filter(status == "sql").min(),
        )
    )
    by_hand = raises.lazy().group_by("lead_id").agg(pl.col("raised").min())
    evidence = leads.lazy()
    for found in (scores.lazy(), by_hand, by_status, by_deal):
        evidence = evidence.join(found, on="lead_id", how="left")
    later: list[str] = []
    stages = {}
    for stage, columns in (
        ("customer", ["customer"]),
        ("commit", ["commit"]),
        ("opportunity", ["opportunity"]),
        ("sql", ["sql_score", "raised", "sql_status"]),
        ("mql", ["mql_score", "mql_status"]),
    ):
        later = [*later, *columns]
        first = pl.min_horizontal(*later)
        stages[stage] = pl.when(first.is_not_null()).then(
            pl.max_horizontal(first, "created")
        )
    own_mql = pl.max_horizontal(pl.min_horizontal("mql_score", "mql_status"), "created")
    has_own_mql = pl.any_horizontal(pl.col("mql_score", "mql_status").is_not_null())
    return (
        evidence.with_columns(own_mql=pl.when(has_own_mql).then(own_mql))
        .select("lead_id", "first_deal", "own_mql", lead="created", **stages)
        # Something else made it an MQL: its own evidence is missing or later.
        .with_columns(
            mql_is_implied=(pl.col("own_mql") > pl.col("mql")).fill_null(True)
        )
        .collect()
        .select("lead_id", *STAGES, "mql_is_implied", "first_deal")
    )


def leavings(
    statuses: pl.DataFrame, deals: pl.DataFrame, leads: pl.DataFrame
) -> pl.DataFrame:
    """Return when leads were recycled or disqualified, by a status or a lost deal."""
    of_leads = deals.filter(pl.col("known_lead").is_not_null())
    lost = of_leads.filter("is_lost").select("known_lead", "deal_id", lost_at="closed")
    lost_at = pl.col("lost_at")
    is_kept = (
        (pl.col("opportunity") <= lost_at)
        & (pl.col("closed").is_null() | (pl.col("closed") > lost_at))
    ) | (pl.col("is_won") & (pl.col("closed") <= lost_at))
    kept = (
        lost.join(of_leads, on="known_lead", suffix="_other")
        .filter(pl.col("deal_id") != pl.col("deal_id_other"), is_kept.fill_null(False))
        .select("deal_id")
    )
    by_deal = (
        lost.join(kept, on="deal_id", how="anti")
        .join(leads.select(known_lead="lead_id", created="created"), on="known_lead")
        .select(
            lead_id="known_lead",
            at="lost_at",
            effect=pl.lit("recycled"),
            created="created",
        )
    )
    by_status = statuses.filter(
        pl.col("status").is_in(["recycled", "disqualified"])
    ).select("lead_id", at="changed", effect="status", created="created")
    return (
        pl.concat([by_status, by_deal])
        .filter(pl.col("at") >= pl.col("created"))
        .drop("created")
        .unique()
    )


def turns(
    leavings: pl.DataFrame,
    statuses: pl.DataFrame,
    deals: pl.DataFrame,
    interactions: pl.LazyFrame,
) -> pl.DataFrame:
    """Return each time that a lead left the funnel, came back or got worse outside."""
    firsts = leavings.lazy().group_by("lead_id").agg(first_left=pl.col("at").min())
    returns = pl.concat(
        [
            statuses.lazy()
            .filter(pl.col("status").is_in(["mql", "sql"]))
            .select("lead_id", at="changed", effect=pl.lit("reopened")),
            deals.lazy()
            .filter(pl.col("known_lead").is_not_null(), ~pl.col("is_credit"))
            .select(lead_id="known_lead", at="created", effect=pl.lit("reopened")),
            interactions.select("lead_id", at="occurred", effect=pl.lit("revived")),
        ]
    )
    after = returns.join(firsts, on="lead_id").filter(
        pl.col("at") >= pl.col("first_left")
    )
    effect = pl.col("effect")
    order = effect.replace_strict(
        {"reopened": 1, "revived": 2, "disqualified": 3, "recycled": 4},
        return_dtype=pl.Int64,
    )
    starts_phase = effect.is_in(["reopened", "disqualified"])
    return (
        pl.concat([leavings.lazy(), after.drop("first_left").unique()])
        .sort("lead_id", "at", order)
        .with_columns(phase=starts_phase.cum_sum().over("lead_id"))
        .with_columns(
            state=pl.when((effect == "disqualified").any().over("lead_id", "phase"))
            .then(pl.lit("disqualified"))
            .when(effect == "recycled")
            .then(pl.lit("recycled"))
            .otherwise(pl.lit("in_funnel"))
        )
        .filter(
            pl.col("state")
            != pl.col("state").shift(1).over("lead_id").fill_null("in_funnel")
        )
        .with_columns(turn=pl.int_range(1, pl.len() + 1).over("lead_id"))
        .select("lead_id", "at", "state", "turn")
        .collect()
    )


def sql_stays(moments: pl.DataFrame, turns: pl.DataFrame) -> pl.DataFrame:
    """Return the stays in the stage sql: until the next stage or a leaving."""
    sqls = moments.filter(pl.col("sql").is_not_null())
    stages = pl.concat(
        [
            sqls.select(
                "lead_id",
                at=stage,
                stage=pl.lit(number),
                turn=pl.lit(0, pl.Int64),
                reopenings=pl.lit(0),
            )
            for number, stage in enumerate(STAGES, 1)
        ]
    ).filter(pl.col("at").is_not_null())
    outs = turns.join(sqls, on="lead_id", how="semi").select(
        "lead_id",
        "at",
        stage=pl.lit(0),
        turn="turn",
        reopenings=(pl.col("state") == "in_funnel").cast(pl.Int32),
    )
    never = datetime(9999, 12, 31)
    return (
        pl.concat([stages, outs])
        .group_by("lead_id", "at")
        .agg(pl.col("stage", "turn").max(), pl.col("reopenings").sum())
        .sort("lead_id", "at")
        .with_columns(
            pl.col("stage", "turn").cum_max().over("lead_id"),
            visit=pl.col("reopenings").cum_sum().over("lead_id"),
            left=pl.col("at").shift(-1).over("lead_id"),
        )
        .join(
            turns.select("lead_id", "turn", "state"), on=["lead_id", "turn"], how="left"
        )
        .filter(
            pl.col("stage") == 3, pl.col("state").fill_null("in_funnel") == "in_funnel"
        )
        .group_by("lead_id", "visit")
        .agg(entered=pl.col("at").min(), left=pl.col("left").fill_null(never).max())
    )


def whole_leads(
    leads: pl.DataFrame,
    moments: pl.DataFrame,
    firsts: pl.DataFrame,
    raises: pl.DataFrame,
    turns: pl.DataFrame,
) -> pl.DataFrame:
    """Return one row per lead with its moments, its channel and its persona."""
    raised = (
        raises.join(moments.select("lead_id", "mql"), on="lead_id")
        .filter(pl.col("raised") >= pl.col("mql"))
        .group_by("lead_id")
        .agg(mql_raised=pl.col("raised").min())
    )
    state = pl.col("state")
    refused = (
        turns.join(moments.select("lead_id", "mql"), on="lead_id")
        .filter(pl.col("at") >= pl.col("mql"))
        .group_by("lead_id")
        .agg(
            mql_disqualified=pl.col("at").filter(state == "disqualified").min(),
            mql_sent_back=pl.col("at").filter(state == "recycled").min(),
        )
    )
    first, opportunity = pl.col("first_touch"), pl.col("opportunity")
    is_by_creation = first.dt.date() <= pl.col("lead").dt.date()
    tells = is_by_creation & ~pl.col("touch_channel").is_in(["direct", "unknown"])
    is_by_opportunity = first.is_not_null() & (
        opportunity.is_null() | (first <= opportunity)
    )
    return (
        leads.join(moments, on="lead_id")
        .join(firsts, on="lead_id", how="left")
        .join(rules.lead_source_channels(), on="lead_source", how="left")
        .join(raised, on="lead_id", how="left")
        .join(refused, on="lead_id", how="left")
        .with_columns(
            channel=pl.when(tells)
            .then("touch_channel")
            .when(pl.col("source_channel").is_not_null())
            .then("source_channel")
            .when(is_by_creation | is_by_opportunity)
            .then("touch_channel")
            .otherwise(pl.lit("unknown")),
            persona=rules.persona(),
        )
        .join(rules.channels().select("channel", "direction"), on="channel", how="left")
        .with_columns(pl.col("direction").fill_null("unknown"))
    )
