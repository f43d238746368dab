-- One row per day of touches and set of their values that no rule knows: how many.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints_classified') }}

    where row_status = 'accepted'

),

touch_types as (

    select * from {{ ref('stg_touch_types') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

named_values as (

    select
        case
            when touch_types.touch_type_key is null
                then {{ lookup_key('touchpoints.touch_type') }}
        end as touch_type,
        case
            when channels.channel_key is null
                then {{ lookup_key('touchpoints.channel') }}
        end as channel,
        {{ unmapped_utm_values('touchpoints') }} as utm_values,
        {{ local_date('touchpoints.occurred_at_utc') }} as event_date

    from touchpoints
    left join touch_types
        on {{ lookup_key('touchpoints.touch_type') }} = touch_types.touch_type_key
    left join channels
        on {{ lookup_key('touchpoints.channel') }} = channels.channel_key
    left join utm_channels
        on {{ on_utm_values('touchpoints') }}

),

unmapped_touchpoints as (

    select
        'touchpoints' as source_table,
        touch_type,
        channel,
        utm_values,
        event_date,
        count(*) as records

    from named_values

    group by touch_type, channel, utm_values, event_date

)

select * from unmapped_touchpoints
