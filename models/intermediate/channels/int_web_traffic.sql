-- One row per day and origin of visits that counts, with its channel.
with

traffic as (

    select * from {{ ref('stg_web_traffic_classified') }}

    where row_status = 'accepted'

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

resolved_traffic as (

    select
        {{ channel_by_utm_values('traffic', "'direct'") }} as channel,
        traffic.visitors_number as visitors,
        traffic.sessions_number as sessions,
        traffic.page_views_number as page_views,
        traffic.bounces_number as bounces,
        traffic.social_shares_number as social_shares,
        traffic.search_position_number as search_position,
        {{ local_date('traffic.traffic_date_utc') }} as traffic_date,
        {{ month_of('traffic.traffic_date_utc') }} as month_start

    from traffic
    left join utm_channels
        on {{ on_utm_values('traffic') }}

)

select * from resolved_traffic
