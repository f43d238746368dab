-- One row per landmark, type of score and band with a lead in it: how many leads scored
-- so, and how many of these became an opportunity after that.
with

leads as (

    select * from {{ ref('int_lead_scores_dated') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

landmark_scores as (

    {{ landmark_scores('leads', 'report_date') }}

),

typed_scores as (

    {{ scores_by_type('landmark_scores') }}

),

banded_scores as (

    select
        *,
        case
            when score < 0 then 0
            when score >= 100 then 6
            else 1 + cast(floor(score / 20) as integer)
        end as band_order

    from typed_scores

),

band_counts as (

    select
        landmark_days,
        score_type,
        band_order,
        cast(sum(leads) as bigint) as leads,
        cast(sum(opportunities) as bigint) as opportunities

    from banded_scores

    group by landmark_days, score_type, band_order

),

based_counts as (

    select
        *,
        {{
            rate(
                'sum(opportunities) over (partition by landmark_days, score_type)',
                'sum(leads) over (partition by landmark_days, score_type)'
            )
        }} as base_rate

    from band_counts

),

score_backtest as (

    select
        landmark_days,
        score_type,
        case band_order
            when 0 then '<0'
            {% for low in [0, 20, 40, 60, 80] -%}
            when {{ loop.index }} then '{{ low }}-{{ low + 19 }}'
            {% endfor -%}
            else '100+'
        end as score_band,
        band_order,
        leads,
        opportunities,
        {{ rate('opportunities', 'leads') }} as opportunity_rate,
        {{ wilson_low('opportunities', 'leads') }} as rate_low,
        {{ wilson_high('opportunities', 'leads') }} as rate_high,
        {{ rate(rate('opportunities', 'leads'), 'base_rate') }} - 1 as lift

    from based_counts

)

select * from score_backtest
