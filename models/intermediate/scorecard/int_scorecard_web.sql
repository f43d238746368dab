-- One row per month and metric about the web site's traffic.
{%- set measures = {
    'visitors': ['visitors'],
    'visitor_to_lead_rate': ['visitor_to_lead_rate', 'new_leads', 'visitors'],
    'bounce_rate': ['bounce_rate', 'bounces', 'sessions_or_visitors'],
} %}
with

traffic as (

    select * from {{ ref('fct_web_traffic_monthly') }}

    where segment_type = 'company'

),

traffic_counts as (

    select * from {{ ref('int_traffic_counts_monthly') }}

    where segment_type = 'company'

),

company_months as (

    select
        traffic.month_start,
        traffic.visitors,
        traffic.new_leads,
        traffic.visitor_to_lead_rate,
        traffic.bounces,
        traffic.bounce_rate,
        {{ zero_filled('traffic_counts', ['sessions_or_visitors']) }}

    from traffic
    left join traffic_counts
        on traffic.month_start = traffic_counts.month_start

),

web_metrics as (

    {{ scorecard_rows('company_months', measures) }}

)

select * from web_metrics
