-- One row per month and segment: website visits and their results.
with

traffic_counts as (

    select * from {{ ref('int_traffic_counts_monthly') }}

),

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_counted') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'traffic_counts': [
                'visitors', 'sessions', 'page_views', 'bounces', 'sessions_or_visitors',
                'social_shares', 'weighted_positions', 'weights',
            ],
            'lead_counts': ['new_leads', 'leads_to_customer_in_window'],
            'deal_counts': ['new_customers'],
        }, ['channel'])
    }}

),

rated_counts as (

    select
        *,
        {{ rate('bounces', 'sessions_or_visitors') }} as bounce_rate,
        {{ rate('weighted_positions', 'weights') }} as average_search_position

    from dense_counts

),

web_traffic as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        visitors,
        sessions,
        page_views,
        bounces,
        bounce_rate,
        {{ change_points_of('bounce_rate') }} as bounce_rate_change_points,
        social_shares,
        average_search_position,
        {{ change_of('visitors') }} as visitors_growth,
        {{ change_of('page_views') }} as page_views_growth,
        new_leads,
        {{ rate('new_leads', 'visitors') }} as visitor_to_lead_rate,
        {{
            mature_rate('leads_to_customer_in_window', 'new_leads', 'is_lead_mature')
        }} as lead_to_customer_rate,
        new_customers,
        {{ rate('new_customers', 'visitors') }} as visitor_to_customer_rate

    from rated_counts

),

shown_traffic as (

    {{ shown_months('web_traffic') }}

)

select * from shown_traffic
