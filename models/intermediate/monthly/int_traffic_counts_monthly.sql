-- One row per month and segment with web traffic: how many came, and what they did.
with

traffic as (

    select * from {{ ref('stg_web_traffic') }}

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

resolved_traffic as (

    select
        cast({{ dbt.date_trunc('month', 'traffic.traffic_date') }} as date)
            as month_start,
        case
            when traffic.utm_source is null and traffic.utm_medium is null then 'direct'
            else coalesce(utm_channels.channel, 'unknown')
        end as channel,
        traffic.visitors,
        traffic.sessions,
        traffic.page_views,
        traffic.bounces,
        traffic.social_shares,
        traffic.search_position

    from traffic
    left join utm_channels
        on {{ on_utm_values('traffic') }}

),

traffic_counts as (

    select
        month_start,
        {{ segment_columns(['channel']) }},
        {{ sum_where('true', 'visitors') }} as visitors,
        {{ sum_where('true', 'sessions') }} as sessions,
        {{ sum_where('true', 'page_views') }} as page_views,
        {{ sum_where('true', 'bounces') }} as bounces,
        {{ sum_where('true', 'coalesce(sessions, visitors)') }} as sessions_or_visitors,
        {{ sum_where('true', 'social_shares') }} as social_shares,
        {{ sum_where('true', 'search_position * visitors') }} as weighted_positions,
        {{ sum_where('search_position is not null', 'visitors') }} as weights

    from resolved_traffic

    group by {{ grouped_by_segment(['month_start'], ['channel']) }}

)

select * from traffic_counts
