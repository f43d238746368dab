-- One row per lead: its scores today and the moments at which they crossed a threshold.
{%- set thresholds = {'mql': var('mql_score'), 'sql': var('sql_score')} %}
with

leads as (

    select * from {{ of_changed_leads('stg_leads') }}

),

touchpoints as (

    select * from {{ scored_touchpoints() }}
    where points != 0 and lead_id is not null

),

-- Read again: what two read, an engine may first write down, all of it.
points_in_time as (

    select * from {{ scored_touchpoints() }}
    where points != 0 and lead_id is not null

),

lead_points as (

    select
        leads.lead_id,
        leads.fit_score,
        leads.created_at,
        cast(coalesce(sum(touchpoints.points), 0) as bigint) as engagement_score,
        {{ sum_where('touchpoints.points > 0', 'touchpoints.points') }} as most_earned

    from leads
    left join touchpoints on leads.lead_id = touchpoints.lead_id

    group by leads.lead_id, leads.fit_score, leads.created_at

),

-- Who cannot have reached a threshold is not followed through time.
followed_leads as (

    select * from lead_points
    where
        fit_score >= {{ var('mql_min_fit_score') }}
        and fit_score + most_earned >= {{ thresholds.values() | map('int') | min }}

),

-- A score is looked at from created_at on: what was earned earlier counts there.
score_moments as (

    select
        lead_id,
        fit_score as points,
        created_at as scored_at
    from followed_leads

    union all

    select
        followed_leads.lead_id,
        points_in_time.points,
        {{ not_before('occurred_at', 'created_at') }} as scored_at
    from followed_leads
    inner join points_in_time on followed_leads.lead_id = points_in_time.lead_id

),

-- All touches of one moment count together.
running_scores as (

    select
        lead_id,
        scored_at,
        sum(sum(points)) over (partition by lead_id order by scored_at asc) as score

    from score_moments

    group by lead_id, scored_at

),

lead_scores as (

    select
        lead_points.lead_id,
        lead_points.engagement_score,
        {% for stage, threshold in thresholds.items() -%}
        min(case when running_scores.score >= {{ threshold }} then scored_at end)
            as {{ stage }}_score_at{{ "," if not loop.last }}
        {% endfor %}
    from lead_points
    left join running_scores on lead_points.lead_id = running_scores.lead_id
    group by lead_points.lead_id, lead_points.engagement_score
)

select * from lead_scores
