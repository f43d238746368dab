-- One row per issue of a raw row of touchpoints.
with

touchpoints as (

    select * from {{ of_touchpoints_to_recompute(ref('stg_touchpoints_classified')) }}

    where
        {{ is_changed('touchpoint_id', 'stg_changed_touchpoints') }}
        or {{ is_changed('lead_id', 'stg_changed_leads') }}
        or {{ is_changed('anonymous_id', 'int_changed_visitors') }}
        or touchpoint_id is null

),

touch_types as (

    select * from {{ ref('stg_touch_types') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

shared_visitors as (

    select * from {{ ref('int_shared_visitors') }}

),

flagged as (

    select
        touchpoints.*,
        touch_types.touch_type_key is null as unknown_touch_type,
        touchpoints.channel is not null and channels.channel_key is null
            as unknown_channel,
        touchpoints.lead_id is not null and leads.lead_id is null as orphan_lead,
        shared_visitors.anonymous_id is not null as shared_visitor

    from touchpoints
    left join touch_types
        on {{ lookup_key('touchpoints.touch_type') }} = touch_types.touch_type_key
    left join channels
        on {{ lookup_key('touchpoints.channel') }} = channels.channel_key
    left join leads
        on touchpoints.lead_id = leads.lead_id
    left join shared_visitors
        on touchpoints.anonymous_id = shared_visitors.anonymous_id

),

issues as (

    {{
        issues(
            'touchpoints',
            'flagged',
            ['unknown_touch_type', 'unknown_channel', 'orphan_lead', 'shared_visitor'],
            keys=['touchpoint_id', 'lead_id', 'anonymous_id']
        )
    }}

)

select * from issues
