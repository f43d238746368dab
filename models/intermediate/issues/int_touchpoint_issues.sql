-- One row per issue of a raw row of touchpoints.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints_judged') }}

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

named_touchpoints as (

    select
        *,
        coalesce(touchpoint_id, {{ number_among_nameless('touchpoints') }}) as record_id

    from touchpoints

),

flagged as (

    select
        named_touchpoints.*,
        touch_types.touch_type_key is null as unknown_touch_type,
        named_touchpoints.channel is not null and channels.channel_key is null
            as unknown_channel,
        named_touchpoints.lead_id is not null and leads.lead_id is null as orphan_lead

    from named_touchpoints
    left join touch_types
        on lower(named_touchpoints.touch_type) = touch_types.touch_type_key
    left join channels
        on lower(named_touchpoints.channel) = channels.channel_key
    left join leads
        on named_touchpoints.lead_id = leads.lead_id

),

issues as (

    {{ issues('touchpoints', ['unknown_touch_type', 'unknown_channel', 'orphan_lead']) }}

)

select * from issues
