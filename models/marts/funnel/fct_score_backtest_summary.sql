-- One row per landmark and type of score with a lead: how well the score ranks leads
-- that will become an opportunity above those that will not.
{%- set is_high = "score_type = 'score' and score >= " ~ score_thresholds()['mql'] %}
{%- set is_low = "score_type = 'score' and score < " ~ score_thresholds()['mql'] %}
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

ranked_scores as (

    select
        *,
        leads - opportunities as others,
        coalesce(
            sum(leads - opportunities) over (
                partition by landmark_days, score_type
                order by score asc
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as others_below

    from typed_scores

),

-- Of two leads with one score, each is ranked above the other half of the time.
score_sums as (

    select
        landmark_days,
        score_type,
        cast(sum(leads) as bigint) as leads,
        cast(sum(opportunities) as bigint) as opportunities,
        cast(sum(others) as bigint) as others,
        sum(
            cast(opportunities as {{ double() }})
            * (cast(others_below as {{ double() }}) + others / 2.0)
        ) as pairs_ranked_right,
        {{ sum_where(is_high, 'leads') }} as high_leads,
        {{ sum_where(is_high, 'opportunities') }} as high_opportunities,
        {{ sum_where(is_low, 'leads') }} as low_leads,
        {{ sum_where(is_low, 'opportunities') }} as low_opportunities

    from ranked_scores

    group by landmark_days, score_type

),

score_backtest_summary as (

    select
        landmark_days,
        score_type,
        leads,
        opportunities,
        case
            when opportunities >= 10 and others >= 10
                then
                    pairs_ranked_right
                    / (cast(opportunities as {{ double() }}) * others)
        end as auc,
        {{ rate('high_opportunities', 'high_leads') }} as rate_at_or_above_mql_score,
        {{ rate('low_opportunities', 'low_leads') }} as rate_below_mql_score

    from score_sums

)

select * from score_backtest_summary
