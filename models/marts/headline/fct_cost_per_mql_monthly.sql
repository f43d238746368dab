-- One row per month and segment: what leads, MQLs, SQLs and customers cost, and brought.
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

    where won_deals > 0

),

cost_counts as (

    select * from {{ ref('int_cost_counts_monthly') }}

),

mql_revenue as (

    select * from {{ ref('int_mql_revenue_monthly') }}

),

months as (

    select * from {{ ref('int_months') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

grid as (

    {{
        months_with_segments(['lead_counts', 'deal_counts', 'cost_counts'], ['channel'])
    }}

),

dense_counts as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        grid.is_mature,
        {{
            zero_filled('cost_counts', [
                'program_cost', 'shared_cost', 'marketing_cost', 'labor_cost',
                'technology_cost', 'agency_cost', 'sales_cost',
            ])
        }},
        {{ zero_filled('lead_counts', ['new_leads', 'new_mqls', 'new_sqls']) }},
        {{ zero_filled('deal_counts', ['new_customers']) }},
        coalesce(deal_counts.won_amount, 0) as won_revenue,
        coalesce(lead_counts.mqls_to_customer, 0) as mql_cohort_customers,
        {{ zero_filled('mql_revenue', ['mql_cohort_revenue']) }}

    from grid
    left join lead_counts
        on {{ on_month_and_segment('lead_counts') }}
    left join deal_counts
        on {{ on_month_and_segment('deal_counts') }}
    left join cost_counts
        on {{ on_month_and_segment('cost_counts') }}
    left join mql_revenue
        on {{ on_month_and_segment('mql_revenue') }}

),

cost_per_mql as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        is_mature,
        program_cost,
        shared_cost,
        marketing_cost,
        labor_cost,
        technology_cost,
        agency_cost,
        sales_cost,
        new_leads,
        new_mqls,
        new_sqls,
        new_customers,
        {{ rate('marketing_cost', 'new_leads') }} as cost_per_lead,
        {{ rate('marketing_cost', 'new_mqls') }} as cost_per_mql,
        {{ rate('marketing_cost', 'new_sqls') }} as cost_per_sql,
        {{ rate('marketing_cost + sales_cost', 'new_customers') }}
            as customer_acquisition_cost,
        {{ rate(three_month_sum('marketing_cost'), three_month_sum('new_mqls')) }}
            as cost_per_mql_3m,
        {{
            rate(
                three_month_sum('marketing_cost + sales_cost'),
                three_month_sum('new_customers')
            )
        }} as customer_acquisition_cost_3m,
        won_revenue,
        {{
            rate(
                'won_revenue - marketing_cost - sales_cost',
                'marketing_cost + sales_cost'
            )
        }} as roi,
        mql_cohort_customers,
        mql_cohort_revenue,
        {{ rate('mql_cohort_revenue', 'new_mqls') }} as revenue_per_mql

    from dense_counts

)

select * from cost_per_mql
