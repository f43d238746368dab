"""The four headline tables."""

from datetime import date, datetime, timedelta

import polars as pl

from in_polars import rules
from in_polars.lifecycle import STAGES
from in_polars.reading import days, number, seed

KEYS = ["month_start", "segment_type", "segment"]
SEGMENTS = ("channel", "direction", "region", "owner")


def month(column: str) -> pl.Expr:
    """Return the first day of a moment's month."""
    return pl.col(column).dt.truncate("1mo").dt.date()


def by_segment(
    rows: pl.DataFrame, segment_types: tuple, *counts, **more
) -> pl.DataFrame:
    """Return counts by month for the company and each segment."""
    parts = [
        rows.group_by("month_start")
        .agg(*counts, **more)
        .with_columns(segment_type=pl.lit("company"), segment=pl.lit("all"))
    ]
    parts += [
        rows.group_by("month_start", segment=pl.col(segment_type))
        .agg(*counts, **more)
        .with_columns(segment_type=pl.lit(segment_type))
        for segment_type in segment_types
    ]
    return pl.concat(parts, how="diagonal")


def months(first: datetime, as_of: date, cost_months: pl.Series) -> pl.DataFrame:
    """Return the months of all tables.

    Arguments: cost_months, those with a row of marketing cost.
    """
    end = as_of + timedelta(days=1)
    starts = pl.date_range(first.date().replace(day=1), as_of, "1mo", eager=True)
    next_start = pl.col("month_start").dt.offset_by("1mo")
    return pl.DataFrame({"month_start": starts}).with_columns(
        month_end=pl.min_horizontal(next_start, pl.lit(end)).cast(pl.Datetime("us")),
        days_so_far=(
            pl.min_horizontal(next_start, pl.lit(end)) - pl.col("month_start")
        ).dt.total_days(),
        is_complete=next_start <= end,
        is_mature=next_start + days(rules.CONVERSION_WINDOW_DAYS) <= end,
        is_lead_mature=next_start + days(rules.LEAD_CONVERSION_WINDOW_DAYS) <= end,
        has_marketing_cost=pl.col("month_start").is_in(cost_months.implode()),
    )


def dense(
    months: pl.DataFrame, segment_types: tuple, *counts: pl.DataFrame
) -> pl.DataFrame:
    """Return every month with every segment, zero where nothing happened."""
    always = pl.concat(
        [
            pl.DataFrame({"segment_type": "company", "segment": "all"}),
            rules.channels().select(segment_type=pl.lit("channel"), segment="channel"),
            seed("personas").select(segment_type=pl.lit("persona"), segment="persona"),
        ]
    )
    segments = (
        pl.concat(
            [always, *(found.select("segment_type", "segment") for found in counts)]
        )
        .filter(pl.col("segment_type").is_in(["company", *segment_types]))
        .unique()
    )
    grid = months.join(segments, how="cross")
    for found in counts:
        names = [column for column in found.columns if column not in KEYS]
        grid = grid.join(found, on=KEYS, how="left").with_columns(
            pl.col(names).fill_null(0)
        )
    return grid.sort("segment_type", "segment", "month_start")


def per(numerator: pl.Expr | str, denominator: pl.Expr | str) -> pl.Expr:
    """Return a quotient, null where there is nothing to divide by."""
    top = pl.col(numerator) if isinstance(numerator, str) else numerator
    bottom = pl.col(denominator) if isinstance(denominator, str) else denominator
    return pl.when(bottom != 0).then(top / bottom)


def three(column: pl.Expr | str) -> pl.Expr:
    """Return the sum over three months, null in a table's first two."""
    value = pl.col(column) if isinstance(column, str) else column
    # Not rolling_sum: its running total gathers errors of rounding.
    return (value + value.shift(1) + value.shift(2)).over("segment_type", "segment")


def lead_counts(leads: pl.DataFrame) -> pl.DataFrame:
    """Return how many leads reached each stage in a month, and how many went on."""
    rename = {
        "lead": "new_leads",
        "mql": "new_mqls",
        "sql": "new_sqls",
        "opportunity": "new_opportunity_leads",
        "commit": "new_commits",
        "customer": "new_customer_leads",
    }
    window = days(rules.CONVERSION_WINDOW_DAYS)
    lead_window = days(rules.LEAD_CONVERSION_WINDOW_DAYS)

    def reached(
        name: str, stage: str, moment: str, window: pl.Expr = window
    ) -> dict[str, pl.Expr]:
        in_window = pl.col(moment) < pl.col(stage) + window
        return {name: pl.col(moment).count(), f"{name}_in_window": in_window.sum()}

    is_in_time = pl.col("sql") < pl.col("mql") + window
    # Sent back or rejected before sales took it.
    refused = pl.min_horizontal("mql_disqualified", "mql_sent_back")
    is_refused = (refused < pl.col("mql") + window) & (
        refused < pl.col("sql")
    ).fill_null(True)
    further = {
        "lead": reached("leads_to_mql", "lead", "mql")
        | reached("leads_to_customer", "lead", "customer", lead_window),
        "mql": {"mqls_to_hand_raise": pl.col("mql_raised").count()}
        | reached("mqls_to_sql", "mql", "sql")
        | reached("mqls_to_opportunity", "mql", "opportunity")
        | reached("mqls_to_commit", "mql", "commit")
        | reached("mqls_to_customer", "mql", "customer")
        | {
            "mqls_disqualified": pl.col("mql_disqualified").count(),
            "implied_mqls": pl.col("mql_is_implied").sum(),
            "own_mqls_to_sql_in_window": (is_in_time & ~pl.col("mql_is_implied")).sum(),
            "mqls_refused_in_window": is_refused.sum(),
        },
    }
    found = None
    for stage in STAGES:
        entered = leads.filter(pl.col(stage).is_not_null()).with_columns(
            month_start=month(stage)
        )
        segment_types = ("channel", "persona", "direction", "region", "owner")
        counts = by_segment(
            entered,
            segment_types,
            **{rename[stage]: pl.len()},
            **further.get(stage, {}),
        )
        found = (
            counts
            if found is None
            else found.join(counts, on=KEYS, how="full", coalesce=True)
        )
    names = [column for column in found.columns if column not in KEYS]
    return found.with_columns(pl.col(names).fill_null(0).cast(pl.Int64))


def deal_counts(deals: pl.DataFrame) -> pl.DataFrame:
    """Return how many deals were closed in a month, and what they brought."""
    won, new, sourced = (
        pl.col("is_won"),
        pl.col("is_new_customer"),
        pl.col("is_marketing"),
    )
    is_known = pl.col("channel") != "unknown"
    amount, cycle = pl.col("amount"), pl.col("cycle_days")
    return by_segment(
        deals.filter(pl.col("closed").is_not_null()).with_columns(
            month_start=month("closed")
        ),
        SEGMENTS,
        won_deals=won.sum().cast(pl.Int64),
        lost_deals=pl.col("is_lost").sum().cast(pl.Int64),
        new_customers=new.sum().cast(pl.Int64),
        new_customers_of_known_channel=(new & is_known).sum().cast(pl.Int64),
        marketing_sourced_customers=(new & sourced).sum().cast(pl.Int64),
        won_deals_with_amount=amount.filter(won).count().cast(pl.Int64),
        won_deals_with_cycle=cycle.filter(won).count().cast(pl.Int64),
        won_amount=amount.filter(won).sum(),
        won_revenue=amount.filter(won | pl.col("is_credit")).sum(),
        won_cycle_days=cycle.filter(won).sum(),
        new_customer_revenue=amount.filter(new).sum(),
        marketing_sourced_revenue=amount.filter(new & sourced).sum(),
    )


def pipeline_counts(
    deals: pl.DataFrame, stays: pl.DataFrame, leads: pl.DataFrame, months: pl.DataFrame
) -> pl.DataFrame:
    """Return what was open at the end of each month: deals, and SQLs without one."""
    never = datetime(9999, 12, 31)
    pipeline = pl.concat(
        [
            deals.select(
                *SEGMENTS,
                entered="opportunity",
                left=pl.col("closed").fill_null(never),
                stale=pl.lit(never),
            ),
            stays.join(leads, on="lead_id").select(
                *SEGMENTS,
                entered="entered",
                left=pl.min_horizontal("left", "first_deal"),
                stale=pl.col("sql") + days(rules.SQL_SHELF_DAYS),
            ),
        ]
    )
    at_end = pl.concat(
        [
            pipeline.filter(pl.col("entered") < end, pl.col("left") >= end).select(
                *SEGMENTS, month_start=pl.lit(start), is_stale=pl.col("stale") <= end
            )
            for start, end in months.select("month_start", "month_end").iter_rows()
        ]
    )
    is_stale = pl.col("is_stale")
    return by_segment(
        at_end,
        SEGMENTS,
        pipeline_sqls=(~is_stale).sum().cast(pl.Int64),
        stale_sqls=is_stale.sum().cast(pl.Int64),
    )


def cost_counts(spend: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return the costs of each month and channel, unnamed ones shared."""
    named = spend.filter(pl.col("channel").is_not_null())
    bases = {
        "program_cost": named.filter(pl.col("kind") != "sales")
        .group_by("month_start", "channel")
        .agg(weight=pl.col("amount").sum())
    }
    for stage in ("mql", "sql"):
        bases[f"new_{stage}s"] = (
            leads.filter(pl.col(stage).is_not_null())
            .group_by("channel", month_start=month(stage))
            .agg(weight=pl.len().cast(pl.Float64))
            .select("month_start", "channel", "weight")
        )
    shares = pl.concat(
        [
            shares_by(purpose, [bases[name] for name in names])
            for purpose, names in {
                "marketing": ["program_cost", "new_mqls"],
                "sales": ["new_sqls", "new_mqls"],
            }.items()
        ]
    )
    shared = (
        spend.filter(pl.col("channel").is_null())
        .drop("channel")
        .with_columns(
            purpose=pl.when(pl.col("kind") == "sales")
            .then(pl.lit("sales"))
            .otherwise(pl.lit("marketing"))
        )
        .join(shares, on=["month_start", "purpose"], how="left")
        .select(
            "month_start",
            "kind",
            pl.col("channel").fill_null("unallocated"),
            named=pl.lit(0.0),
            shared=pl.col("amount") * pl.col("share").fill_null(1.0),
        )
    )
    costs = pl.concat(
        [
            named.select(
                "month_start", "kind", "channel", named="amount", shared=pl.lit(0.0)
            ),
            shared,
        ]
    )
    both, kind = pl.col("named") + pl.col("shared"), pl.col("kind")
    return by_segment(
        costs,
        ("channel",),
        program_cost=pl.col("named").filter(kind != "sales").sum(),
        shared_cost=pl.col("shared").filter(kind != "sales").sum(),
        marketing_cost=both.filter(kind != "sales").sum(),
        labor_cost=both.filter(kind == "labor").sum(),
        technology_cost=both.filter(kind == "technology").sum(),
        agency_cost=both.filter(kind == "agency").sum(),
        sales_cost=both.filter(kind == "sales").sum(),
    )


def shares_by(purpose: str, bases: list[pl.DataFrame]) -> pl.DataFrame:
    """Return the share of each channel by the first basis that a month has any of."""
    ranked = pl.concat(
        [
            basis.with_columns(preference=pl.lit(number))
            for number, basis in enumerate(bases)
        ]
    ).filter(pl.col("weight") > 0)
    preference = pl.col("preference")
    return (
        ranked.filter(preference == preference.min().over("month_start"))
        .with_columns(
            share=pl.col("weight") / pl.col("weight").sum().over("month_start")
        )
        .select("month_start", "channel", "share", purpose=pl.lit(purpose))
    )


def mql_revenue(deals: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return what the won deals and credits of a month's new MQLs brought."""
    rows = (
        deals.filter(pl.col("closed").is_not_null(), ~pl.col("is_lost"))
        .select("known_lead", "amount")
        .join(leads, left_on="known_lead", right_on="lead_id")
        .filter(pl.col("mql").is_not_null())
        .with_columns(month_start=month("mql"))
    )
    return by_segment(rows, ("channel",), mql_cohort_revenue=pl.col("amount").sum())


def funnel(months: pl.DataFrame, leads: pl.DataFrame) -> pl.DataFrame:
    """Return fct_funnel_conversion_monthly."""

    def rate(
        counted: str, cohort: pl.Expr | str, is_mature: str = "is_mature"
    ) -> pl.Expr:
        return pl.when(is_mature).then(per(f"{counted}_in_window", cohort))

    counts = leads.filter(pl.any_horizontal(pl.col("^new_.*$") > 0))
    return dense(months, ("channel", "persona"), counts).select(
        *KEYS,
        "is_complete",
        "is_mature",
        *("new_leads", "new_mqls", "new_sqls", "new_opportunity_leads", "new_commits"),
        *("new_customer_leads", "mqls_to_hand_raise", "mqls_to_sql"),
        *("mqls_to_opportunity", "mqls_to_commit", "mqls_to_customer"),
        "mqls_disqualified",
        "implied_mqls",
        mql_to_sql_rate=rate("mqls_to_sql", "new_mqls"),
        mql_to_sql_rate_own=rate(
            "own_mqls_to_sql", pl.col("new_mqls") - pl.col("implied_mqls")
        ),
        mql_to_opportunity_rate=rate("mqls_to_opportunity", "new_mqls"),
        mql_to_commit_rate=rate("mqls_to_commit", "new_mqls"),
        mql_to_customer_rate=rate("mqls_to_customer", "new_mqls"),
        mql_rejection_rate=rate("mqls_refused", "new_mqls"),
        leads_to_mql="leads_to_mql",
        leads_to_customer="leads_to_customer",
        lead_to_mql_rate=rate("leads_to_mql", "new_leads"),
        lead_to_customer_rate=rate("leads_to_customer", "new_leads", "is_lead_mature"),
    )


def costs(
    months: pl.DataFrame,
    leads: pl.DataFrame,
    deals: pl.DataFrame,
    costs: pl.DataFrame,
    revenue: pl.DataFrame,
) -> pl.DataFrame:
    """Return fct_cost_per_mql_monthly."""
    both = pl.col("marketing_cost") + pl.col("sales_cost")
    known = pl.when("has_marketing_cost")
    known_3m = pl.when(three(pl.col("has_marketing_cost").cast(pl.Int64)) == 3)
    return dense(
        months,
        ("channel",),
        costs,
        leads.select(*KEYS, "new_leads", "new_mqls", "new_sqls", "mqls_to_customer"),
        deals.filter((pl.col("won_deals") > 0) | (pl.col("won_revenue") != 0)).select(
            *KEYS, "new_customers", "won_revenue"
        ),
        revenue,
    ).select(
        *KEYS,
        "is_complete",
        "is_mature",
        *("program_cost", "shared_cost", "marketing_cost", "labor_cost"),
        *("technology_cost", "agency_cost", "sales_cost"),
        *("new_leads", "new_mqls", "new_sqls", "new_customers"),
        cost_per_lead=known.then(per("marketing_cost", "new_leads")),
        cost_per_mql=known.then(per("marketing_cost", "new_mqls")),
        cost_per_sql=known.then(per("marketing_cost", "new_sqls")),
        customer_acquisition_cost=known.then(per(both, "new_customers")),
        cost_per_mql_3m=known_3m.then(per(three("marketing_cost"), three("new_mqls"))),
        customer_acquisition_cost_3m=known_3m.then(
            per(three(both), three("new_customers"))
        ),
        won_revenue="won_revenue",
        roi=known.then(per(pl.col("won_revenue") - both, both)),
        mql_cohort_customers="mqls_to_customer",
        mql_cohort_revenue="mql_cohort_revenue",
        revenue_per_mql=pl.when("is_mature").then(
            per("mql_cohort_revenue", "new_mqls")
        ),
    )


def marketing_sourced(months: pl.DataFrame, deals: pl.DataFrame) -> pl.DataFrame:
    """Return fct_marketing_sourced_customers_monthly."""
    benchmarks = (
        seed("benchmarks")
        .filter(
            pl.col("metric") == "marketing_sourced_share",
            (pl.col("go_to_market") == rules.GO_TO_MARKET).fill_null(True),
        )
        .sort("go_to_market", nulls_last=True)
        .head(1)
        .select(benchmark_low=number("low"), benchmark_high=number("high"))
    )
    low, high = pl.col("benchmark_low"), pl.col("benchmark_high")
    share = pl.col("marketing_sourced_share")
    counts = deals.filter(pl.col("new_customers") > 0)
    return (
        dense(months, ("region", "owner"), counts)
        .join(benchmarks, how="cross")
        .select(
            *KEYS,
            "is_complete",
            "new_customers",
            "marketing_sourced_customers",
            "new_customer_revenue",
            "marketing_sourced_revenue",
            "benchmark_low",
            "benchmark_high",
            marketing_sourced_share=per("marketing_sourced_customers", "new_customers"),
            marketing_sourced_share_of_known=per(
                "marketing_sourced_customers", "new_customers_of_known_channel"
            ),
            marketing_sourced_revenue_share=per(
                "marketing_sourced_revenue", "new_customer_revenue"
            ),
        )
        .with_columns(
            benchmark_status=pl.when(share < low)
            .then(pl.lit("below"))
            .when(share > high)
            .then(pl.lit("above"))
            .when(share.is_not_null())
            .then(pl.lit("within"))
        )
    )


def velocity(
    months: pl.DataFrame,
    leads: pl.DataFrame,
    pipeline: pl.DataFrame,
    deals: pl.DataFrame,
) -> pl.DataFrame:
    """Return fct_pipeline_velocity_monthly."""
    sqls = leads.filter(pl.col("new_sqls") > 0).select(*KEYS, "new_sqls")
    closed = pl.col("won_deals") + pl.col("lost_deals")
    open_deals = pl.col("pipeline_sqls")
    last = pl.col("velocity_per_day").shift(1).over("segment_type", "segment")
    return (
        dense(months, SEGMENTS, sqls, pipeline, deals.filter(closed > 0))
        .select(
            *KEYS,
            "is_complete",
            "new_sqls",
            "pipeline_sqls",
            "stale_sqls",
            "won_deals",
            "lost_deals",
            win_rate=per("won_deals", closed),
            won_amount="won_amount",
            average_deal_size=per("won_amount", "won_deals_with_amount"),
            average_sales_cycle_days=per("won_cycle_days", "won_deals_with_cycle"),
            won_amount_per_day=per("won_amount", "days_so_far"),
            won_amount_per_day_3m=per(three("won_amount"), three("days_so_far")),
            velocity_per_day=open_deals
            * per(three("won_deals"), three(closed))
            * per(
                per(three("won_amount"), three("won_deals_with_amount")),
                per(three("won_cycle_days"), three("won_deals_with_cycle")),
            ),
        )
        .with_columns(
            velocity_per_day_1m=open_deals
            * pl.col("win_rate")
            * per("average_deal_size", "average_sales_cycle_days"),
            velocity_change=pl.when("is_complete", last > 0).then(
                per(pl.col("velocity_per_day") - last, last)
            ),
            velocity_capture=per("won_amount_per_day_3m", "velocity_per_day"),
        )
        .drop("won_amount_per_day_3m")
    )
