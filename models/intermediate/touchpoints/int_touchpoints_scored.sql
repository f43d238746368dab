-- One row per touch that counts, in order of time: its lead, its channel and the points
-- that it earned.
with

touchpoints as (

    select * from {{ ref('int_touchpoints_with_lead') }}

),

point_caps as (

    select * from {{ ref('int_touch_point_caps') }}

),

named_channels as (

    select * from {{ ref('stg_channels') }}

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

scored_touchpoints as (

    select
        touchpoints.touchpoint_id,
        touchpoints.lead_id,
        touchpoints.occurred_at,
        touchpoints.touch_type,
        {{
            resolved_channel(
                'touchpoints', 'touchpoints.named_channel', 'named_channels.channel',
                'touchpoints.default_channel'
            )
        }} as channel,
        {{ campaign_by_utm_values('touchpoints.campaign') }} as campaign,
        touchpoints.asset,
        touchpoints.program,
        case
            when touchpoints.lead_id is null then 0
            -- No points after the last earning touch of its type, and none if max_times
            -- is 0.
            when
                point_caps.lead_id is not null
                and not coalesce(
                    touchpoints.occurred_at < point_caps.last_earning_at
                    or (
                        touchpoints.occurred_at = point_caps.last_earning_at
                        and {{ binary_text('touchpoints.touchpoint_id') }}
                        <= {{ binary_text('point_caps.last_earning_touchpoint_id') }}
                    ),
                    false
                )
                then 0
            else touchpoints.type_points
        end as points,
        touchpoints.is_interaction,
        touchpoints.is_outreach,
        touchpoints.is_hand_raise,
        touchpoints.is_product_use,
        touchpoints.email_event,
        touchpoints.lead_created_at

    from touchpoints
    left join point_caps
        on
            touchpoints.lead_id = point_caps.lead_id
            and touchpoints.touch_type = point_caps.touch_type
    left join named_channels
        on {{ lookup_key('touchpoints.named_channel') }} = named_channels.channel_key
    left join utm_channels
        on {{ on_utm_values('touchpoints') }}

    order by touchpoints.occurred_at asc

)

select * from scored_touchpoints
