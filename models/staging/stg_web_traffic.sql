-- One row per day and origin of visits that counts.
with

traffic as (

    select * from {{ ref('stg_web_traffic_judged') }}

    where verdict = 'accepted'

),

accepted_traffic as (

    select
        utm_source,
        utm_medium,
        visitors_number as visitors,
        sessions_number as sessions,
        page_views_number as page_views,
        bounces_number as bounces,
        social_shares_number as social_shares,
        search_position_number as search_position,
        {{ local_date('traffic_date_utc') }} as traffic_date

    from traffic

)

select * from accepted_traffic
