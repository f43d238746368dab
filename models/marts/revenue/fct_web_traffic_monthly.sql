-- One row per month and segment: the visits to the web site, and what became of them.
{%- set counted = ['visitors', 'sessions', 'page_views', 'bounces'] %}
with

traffic_counts as (

    select * from {{ ref('int_traffic_counts_monthly') }}

),

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

    where new_customers > 0

),

months as (

    select * from {{ ref('int_months') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

grid as (

    {{
        months_with_segments(
            ['traffic_counts', 'lead_counts', 'deal_counts'], ['channel']
        )
    }}

),

dense_counts as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        grid.is_mature,
        {{ zero_filled('traffic_counts', counted + ['social_shares']) }},
        {{ rate('traffic_counts.bounces', 'traffic_counts.sessions_or_visitors') }}
            as bounce_rate,
        {{ rate('traffic_counts.weighted_positions', 'traffic_counts.weights') }}
            as average_search_position,
        {{ zero_filled('lead_counts', ['new_leads', 'leads_to_customer_in_window']) }},
        {{ zero_filled('deal_counts', ['new_customers']) }}

    from grid
    left join traffic_counts
        on {{ on_month_and_segment('traffic_counts') }}
    left join lead_counts
        on {{ on_month_and_segment('lead_counts') }}
    left join deal_counts
        on {{ on_month_and_segment('deal_counts') }}

),

web_traffic as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        {{ counted | join(", ") }},
        bounce_rate,
        {{ change_of('bounce_rate') }} as bounce_rate_change,
        social_shares,
        average_search_position,
        {{ change_of('visitors') }} as visitors_growth,
        {{ change_of('page_views') }} as page_views_growth,
        new_leads,
        {{ rate('new_leads', 'visitors') }} as visitor_to_lead_rate,
        {{ mature_rate('leads_to_customer_in_window', 'new_leads') }}
            as lead_to_customer_rate,
        new_customers,
        {{ rate('new_customers', 'visitors') }} as visitor_to_customer_rate

    from dense_counts

)

select * from web_traffic
