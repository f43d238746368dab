-- One row per lead: its scores today and the moments at which they crossed a threshold.
with

leads as (

    select * from {{ ref('stg_leads') }}

),

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

    where points != 0 and lead_id is not null

),

-- A score is looked at from created_at on: what was earned earlier counts there.
score_moments as (

    select
        lead_id,
        fit_score,
        0 as points,
        created_at as scored_at

    from leads

    union all

    select
        touchpoints.lead_id,
        leads.fit_score,
        touchpoints.points,
        {{ not_before('touchpoints.occurred_at', 'leads.created_at') }} as scored_at

    from touchpoints
    inner join leads
        on touchpoints.lead_id = leads.lead_id

),

-- All touches of one moment count together.
points_by_moment as (

    select
        lead_id,
        fit_score,
        scored_at,
        sum(points) as points

    from score_moments

    group by lead_id, fit_score, scored_at

),

running_scores as (

    select
        lead_id,
        fit_score >= {{ var('mql_min_fit_score') }} as is_fit,
        scored_at,
        points,
        fit_score + sum(points) over (
            partition by lead_id
            order by scored_at asc
            rows between unbounded preceding and current row
        ) as score

    from points_by_moment

),

lead_scores as (

    select
        lead_id,
        cast(sum(points) as bigint) as engagement_score,
        min(case when score >= {{ var('mql_score') }} and is_fit then scored_at end)
            as mql_score_at,
        min(case when score >= {{ var('sql_score') }} and is_fit then scored_at end)
            as sql_score_at

    from running_scores

    group by lead_id

)

select * from lead_scores
