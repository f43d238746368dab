-- One row per month and metric about revenue and new customers.
{%- set measures = {
    'customers': ['new_customers'],
    'revenue': ['won_revenue'],
    'revenue_growth': ['revenue_growth'],
    'inbound_revenue_share': ['inbound_revenue_share', 'inbound_revenue', 'won_revenue'],
    'marketing_sourced_share':
        ['marketing_sourced_share', 'marketing_sourced_customers', 'new_customers'],
    'average_marketing_touches_to_close': [
        'average_marketing_touches_to_close',
        'marketing_touches_to_close',
        'new_customers_with_lead',
    ],
} %}
with

revenues as (

    select * from {{ ref('fct_revenue_monthly') }}

    where segment_type = 'company'

),

customers as (

    select * from {{ ref('fct_marketing_sourced_customers_monthly') }}

    where segment_type = 'company'

),

sales_cycles as (

    select * from {{ ref('fct_sales_cycle_monthly') }}

    where segment_type = 'company'

),

touch_counts as (

    select * from {{ ref('int_deal_touch_counts_monthly') }}

    where segment_type = 'company'

),

company_months as (

    select
        revenues.month_start,
        revenues.won_revenue,
        revenues.revenue_growth,
        revenues.inbound_revenue,
        revenues.inbound_revenue_share,
        customers.new_customers,
        customers.marketing_sourced_customers,
        customers.marketing_sourced_share,
        sales_cycles.average_marketing_touches_to_close,
        {{
            zero_filled('touch_counts', [
                'marketing_touches_to_close', 'new_customers_with_lead',
            ])
        }}

    from revenues
    inner join customers
        on revenues.month_start = customers.month_start
    inner join sales_cycles
        on revenues.month_start = sales_cycles.month_start
    left join touch_counts
        on revenues.month_start = touch_counts.month_start

),

revenue_metrics as (

    {{ scorecard_rows('company_months', measures) }}

)

select * from revenue_metrics
