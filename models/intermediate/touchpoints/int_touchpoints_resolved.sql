-- One row per touch that counts: the lead it belongs to and its channel.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints') }}

),

anonymous_leads as (

    select * from {{ ref('int_anonymous_leads') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

named_channels as (

    select * from {{ ref('stg_channels') }}

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

resolved_touchpoints as (

    select
        touchpoints.touchpoint_id,
        leads.lead_id,
        touchpoints.touch_type,
        {{ resolved_channel('touchpoints', 'touchpoints.default_channel') }} as channel,
        touchpoints.campaign,
        touchpoints.asset,
        touchpoints.program,
        touchpoints.email_event,
        touchpoints.type_points,
        touchpoints.max_times,
        touchpoints.is_interaction,
        touchpoints.is_outreach,
        touchpoints.is_hand_raise,
        touchpoints.is_product_use,
        touchpoints.occurred_at,
        leads.created_at as lead_created_at

    from touchpoints
    left join anonymous_leads
        on
            touchpoints.anonymous_id = anonymous_leads.anonymous_id
            and touchpoints.named_lead_id is null
    left join leads
        on coalesce(touchpoints.named_lead_id, anonymous_leads.lead_id) = leads.lead_id
    left join named_channels
        on {{ on_named_channel('touchpoints') }}
    left join utm_channels
        on {{ on_utm_values('touchpoints') }}

)

select * from resolved_touchpoints
