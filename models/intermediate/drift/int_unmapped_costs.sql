-- One row per day of costs or traffic and set of values that no rule knows: how many.
with

spend as (

    select * from {{ ref('stg_marketing_spend_classified') }}

    where row_status = 'accepted'

),

traffic as (

    select * from {{ ref('stg_web_traffic_classified') }}

    where row_status = 'accepted'

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

named_values as (

    select
        'marketing_spend' as source_table,
        case when spend.unknown_cost_type then {{ lookup_key('spend.cost_type') }} end
            as cost_type,
        case when spend.unknown_channel then {{ lookup_key('spend.channel') }} end
            as channel,
        {{ unmapped_utm_values('spend') }} as utm_values,
        {{ local_date('spend.spend_date_utc') }} as event_date

    from spend
    left join utm_channels
        on {{ on_utm_values('spend') }}

    union all

    select
        'web_traffic' as source_table,
        null as cost_type,
        null as channel,
        {{ unmapped_utm_values('traffic', names_channel=false) }} as utm_values,
        {{ local_date('traffic.traffic_date_utc') }} as event_date

    from traffic
    left join utm_channels
        on {{ on_utm_values('traffic') }}

),

unmapped_costs as (

    select
        source_table,
        cost_type,
        channel,
        utm_values,
        event_date,
        count(*) as records

    from named_values

    group by source_table, cost_type, channel, utm_values, event_date

)

select * from unmapped_costs
