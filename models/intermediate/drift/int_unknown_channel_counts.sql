-- One row per kind of record and day: how many records name or have a channel, and how
-- many of these channels are unknown.
with

leads as (

    select * from {{ ref('int_leads') }}

),

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

),

spend as (

    select * from {{ ref('int_spend') }}

    -- A cost that names no channel is shared among all: there is nothing to know.
    where channel is not null

),

traffic as (

    select * from {{ ref('int_web_traffic') }}

),

records as (

    select
        'leads' as source_table,
        {{ local_date('lead_at') }} as event_date,
        first_touch_channel = 'unknown' as is_unknown

    from leads

    union all

    select
        'touchpoints' as source_table,
        {{ local_date('occurred_at') }} as event_date,
        channel = 'unknown' as is_unknown

    from touchpoints

    union all

    select
        'marketing_spend' as source_table,
        spend_date as event_date,
        channel = 'unknown' as is_unknown

    from spend

    union all

    select
        'web_traffic' as source_table,
        traffic_date as event_date,
        channel = 'unknown' as is_unknown

    from traffic

),

unknown_channel_counts as (

    select
        source_table,
        event_date,
        count(*) as records,
        {{ count_where('is_unknown') }} as unknown_records

    from records

    group by source_table, event_date

)

select * from unknown_channel_counts
