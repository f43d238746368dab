-- One row per landmark: does the score work? How well it ranks those who will become an
-- opportunity (0.5 is chance), alone and by its parts; what mql_score tells apart; how
-- many bands do worse than a lower one, beyond chance. Sales may call high scores
-- first: a score that works in this sense need not be one that finds buyers.
with

summary as (

    select * from {{ ref('fct_score_backtest_summary') }}

),

bands as (

    select * from {{ ref('fct_score_backtest') }}

    where score_type = 'score'

),

bands_in_order as (

    select
        landmark_days,
        rate_high,
        max(rate_low) over (
            partition by landmark_days
            order by band_order asc
            rows between unbounded preceding and 1 preceding
        ) as best_rate_below

    from bands

),

disorder as (

    select
        landmark_days,
        {{ count_where('rate_high < best_rate_below') }} as bands_out_of_order

    from bands_in_order

    group by landmark_days

),

verdicts as (

    select
        summary.landmark_days,
        max(summary.leads) as leads,
        max(summary.opportunities) as opportunities,
        {% for score_type in ['score', 'fit', 'engagement'] -%}
        max(case when summary.score_type = '{{ score_type }}' then summary.auc end)
            as {{ score_type }}_auc,
        {% endfor -%}
        max(summary.rate_at_or_above_mql_score) as rate_at_or_above_mql_score,
        max(summary.rate_below_mql_score) as rate_below_mql_score,
        max(disorder.bands_out_of_order) as bands_out_of_order

    from summary
    inner join disorder
        on summary.landmark_days = disorder.landmark_days

    group by summary.landmark_days

    order by summary.landmark_days

)

select * from verdicts
