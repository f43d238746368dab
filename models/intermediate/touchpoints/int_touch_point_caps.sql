-- One row per lead and touch type of which the lead had more touches than count: the
-- last touch that earns points.
with

touchpoints as (

    select * from {{ ref('int_touchpoints_with_lead') }}

    where max_times is not null and lead_id is not null

),

-- Few leads reach the cap: only their touches are sorted.
crowded_types as (

    select
        lead_id,
        touch_type

    from touchpoints

    group by lead_id, touch_type, max_times

    having count(*) > max_times

),

numbered_touchpoints as (

    select
        touchpoints.lead_id,
        touchpoints.touch_type,
        touchpoints.touchpoint_id,
        touchpoints.max_times,
        touchpoints.occurred_at,
        row_number() over (
            partition by touchpoints.lead_id, touchpoints.touch_type
            order by
                touchpoints.occurred_at asc,
                {{ binary_text('touchpoints.touchpoint_id') }} asc
        ) as touch_number

    from touchpoints
    inner join crowded_types
        on
            touchpoints.lead_id = crowded_types.lead_id
            and touchpoints.touch_type = crowded_types.touch_type

),

point_caps as (

    select
        lead_id,
        touch_type,
        max(case when touch_number = max_times then occurred_at end) as last_earning_at,
        max(case when touch_number = max_times then touchpoint_id end)
            as last_earning_touchpoint_id

    from numbered_touchpoints

    group by lead_id, touch_type

)

select * from point_caps
