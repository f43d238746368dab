-- One row per month and segment: new customers, and how many marketing brought.
with

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

),

benchmarks as (

    select * from {{ ref('stg_benchmarks') }}

    where metric = 'marketing_sourced_share'

),

months as (

    select * from {{ ref('int_months') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'deal_counts': [
                'new_customers', 'new_customers_of_known_channel',
                'marketing_sourced_customers', 'new_customer_amount',
                'marketing_sourced_revenue',
            ],
        }, ['region', 'owner'])
    }}

),

marketing_sourced_customers as (

    select
        dense_counts.month_start,
        dense_counts.segment_type,
        dense_counts.segment,
        dense_counts.is_complete,
        dense_counts.new_customers,
        dense_counts.marketing_sourced_customers,
        {{ rate('marketing_sourced_customers', 'new_customers') }}
            as marketing_sourced_share,
        {{ rate('marketing_sourced_customers', 'new_customers_of_known_channel') }}
            as marketing_sourced_share_of_known,
        dense_counts.new_customer_amount as new_customer_revenue,
        dense_counts.marketing_sourced_revenue,
        {{ rate('marketing_sourced_revenue', 'new_customer_amount') }}
            as marketing_sourced_revenue_share,
        benchmarks.benchmark_low,
        benchmarks.benchmark_high,
        {{
            benchmark_status(rate('marketing_sourced_customers', 'new_customers'))
        }} as benchmark_status

    from dense_counts
    left join benchmarks
        on true

)

select * from marketing_sourced_customers
