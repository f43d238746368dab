-- One row per touch that counts, with the points that it earned its lead.
with

touchpoints as (

    select * from {{ ref('int_touchpoints_resolved') }}

),

numbered_touchpoints as (

    select
        *,
        row_number() over (
            partition by lead_id, touch_type
            order by occurred_at asc, {{ binary_text('touchpoint_id') }} asc
        ) as touch_number

    from touchpoints

),

scored_touchpoints as (

    select
        touchpoint_id,
        lead_id,
        touch_type,
        channel,
        campaign,
        asset,
        program,
        email_event,
        case
            when lead_id is null then 0
            when touch_number > max_times then 0
            else type_points
        end as points,
        is_interaction,
        is_outreach,
        is_hand_raise,
        is_product_use,
        occurred_at,
        lead_created_at

    from numbered_touchpoints

)

select * from scored_touchpoints
