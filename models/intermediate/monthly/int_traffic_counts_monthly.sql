-- One row per month and segment with web traffic: how many visitors, and their visits.
with

traffic as (

    select * from {{ ref('int_web_traffic') }}

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

    from traffic

    group by {{ grouped_by_segment(['month_start'], ['channel']) }}

)

select * from traffic_counts
