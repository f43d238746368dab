-- One row per touch that counts: what its type means, and its lead. An incremental run
-- sees the touches of leads to recompute, and touches without a lead.
with

touchpoints as (

    select * from {{ of_touchpoints_to_recompute(ref('stg_touchpoints_classified')) }}

    where row_status = 'accepted'

),

touch_types as (

    select * from {{ ref('stg_touch_types') }}

),

anonymous_leads as (

    select * from {{ ref('int_anonymous_leads') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

resolved_touchpoints as (

    select
        touchpoints.touchpoint_id,
        leads.lead_id,
        coalesce(touch_types.touch_type, touchpoints.touch_type) as touch_type,
        touchpoints.channel as named_channel,
        touchpoints.utm_source,
        touchpoints.utm_medium,
        touchpoints.utm_campaign as campaign,
        touchpoints.asset,
        touchpoints.program,
        coalesce(touch_types.default_channel, 'direct') as default_channel,
        touch_types.email_event,
        cast(coalesce(touch_types.type_points, 0) as {{ points_type() }})
            as type_points,
        touch_types.max_times,
        coalesce(touch_types.is_interaction, false) as is_interaction,
        coalesce(touch_types.is_outreach, false) as is_outreach,
        coalesce(touch_types.is_hand_raise, false) as is_hand_raise,
        coalesce(touch_types.is_product_use, false) as is_product_use,
        touchpoints.occurred_at_utc as occurred_at,
        leads.created_at as lead_created_at

    from touchpoints
    left join touch_types
        on {{ lookup_key('touchpoints.touch_type') }} = touch_types.touch_type_key
    left join anonymous_leads
        on
            touchpoints.anonymous_id = anonymous_leads.anonymous_id
            and touchpoints.lead_id is null
    left join leads
        on coalesce(touchpoints.lead_id, anonymous_leads.lead_id) = leads.lead_id

    where
        {{ is_changed('leads.lead_id', 'int_leads_to_recompute') }}
        or leads.lead_id is null

)

select * from resolved_touchpoints
