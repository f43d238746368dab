-- One row per lead: its scores today, and when they first reached the thresholds.
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}
    where points != 0 and lead_id is not null

),

-- Its own import: an engine may materialize a shared one, all columns included.
points_in_time as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}
    where points != 0 and lead_id is not null

),

-- Before the join: groups by one key take the least memory.
earned as (

    select
        lead_id,
        sum(points) as points,
        sum(greatest(points, 0)) as most_earned
    from touchpoints
    group by lead_id

),

-- Skips leads that cannot have reached a threshold.
lead_points as (

    select
        leads.lead_id,
        leads.fit_score,
        leads.created_at,
        cast(coalesce(earned.points, 0) as {{ points_type() }}) as engagement_score,
        leads.fit_score + coalesce(earned.most_earned, 0)
        >= {{ score_thresholds().values() | min }} as is_followed
    from leads
    left join earned on leads.lead_id = earned.lead_id

),

-- Scores count from created_at on; points earned earlier count there.
score_moments as (

    select
        lead_id,
        fit_score as points,
        created_at as scored_at
    from lead_points
    where is_followed

    union all

    select
        lead_points.lead_id,
        points_in_time.points,
        {{ not_before('occurred_at', 'created_at') }} as scored_at
    from lead_points
    inner join points_in_time on lead_points.lead_id = points_in_time.lead_id
    where lead_points.is_followed

),

-- Touches at the same time count together: without "rows" a frame ends with its peers.
-- Adding them up first would take three times the memory.
running_scores as (

    select
        lead_id,
        scored_at,
        sum(points) over (partition by lead_id order by scored_at asc) as score
    from score_moments

),

lead_scores as (

    select
        lead_points.lead_id,
        {% for stage, threshold in score_thresholds().items() -%}
        min(case when score >= {{ threshold }} then scored_at end) as {{ stage }}_score_at,
        {% endfor -%}
        lead_points.engagement_score
    from lead_points
    left join running_scores on lead_points.lead_id = running_scores.lead_id
    group by lead_points.lead_id, lead_points.engagement_score

)

select * from lead_scores
