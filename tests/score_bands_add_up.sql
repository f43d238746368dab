-- One row per landmark and type of score whose bands do not add up to its summary, or
-- that does not have the same leads as the other types.
with

bands as (

    select
        landmark_days,
        score_type,
        sum(leads) as leads,
        sum(opportunities) as opportunities

    from {{ ref('fct_score_backtest') }}

    group by landmark_days, score_type

),

summary as (

    select
        *,
        max(leads) over (partition by landmark_days) as most_leads,
        max(opportunities) over (partition by landmark_days) as most_opportunities

    from {{ ref('fct_score_backtest_summary') }}

),

differences as (

    select
        coalesce(bands.landmark_days, summary.landmark_days) as landmark_days,
        coalesce(bands.score_type, summary.score_type) as score_type,
        bands.leads,
        summary.most_leads,
        bands.opportunities,
        summary.most_opportunities

    from bands
    full outer join summary
        on
            bands.landmark_days = summary.landmark_days
            and bands.score_type = summary.score_type

    where
        bands.leads is null
        or summary.leads is null
        or bands.leads != summary.leads
        or bands.opportunities != summary.opportunities
        or summary.leads != summary.most_leads
        or summary.opportunities != summary.most_opportunities

)

select * from differences
