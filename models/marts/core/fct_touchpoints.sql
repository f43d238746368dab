-- One row per touch that counts, in order of time.
with

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

),

public_touchpoints as (

    select
        touchpoint_id,
        lead_id,
        occurred_at,
        touch_type,
        channel,
        campaign,
        asset,
        program,
        cast(points as {{ double() }}) as points,
        is_interaction,
        is_outreach,
        is_hand_raise,
        is_product_use,
        email_event

    from touchpoints

)

select * from public_touchpoints
