-- One row per month and segment: the cost of leads, MQLs, SQLs and customers, and the
-- revenue.
{%- set all_costs = '(marketing_cost + sales_cost)' %}
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

),

cost_counts as (

    select * from {{ ref('int_cost_counts_monthly') }}

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
            'cost_counts': [
                'program_cost', 'shared_cost', 'marketing_cost', 'labor_cost',
                'technology_cost', 'agency_cost', 'sales_cost',
            ],
            'lead_counts': [
                'new_leads', 'new_mqls', 'new_sqls', 'mqls_to_customer',
                'mql_cohort_revenue',
            ],
            'deal_counts': ['new_customers', 'won_revenue'],
        }, ['channel'])
    }}

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
        {{ rate_of_cost('marketing_cost', 'new_leads') }} as cost_per_lead,
        {{ rate_of_cost('marketing_cost', 'new_mqls') }} as cost_per_mql,
        {{ rate_of_cost('marketing_cost', 'new_sqls') }} as cost_per_sql,
        {{ rate_of_cost(all_costs, 'new_customers') }} as customer_acquisition_cost,
        {{
            three_month_rate('marketing_cost', 'new_mqls', condition='has_marketing_cost')
        }} as cost_per_mql_3m,
        {{
            three_month_rate(all_costs, 'new_customers', condition='has_marketing_cost')
        }} as customer_acquisition_cost_3m,
        won_revenue,
        {{ rate_of_cost('won_revenue - ' ~ all_costs, all_costs) }} as roi,
        mqls_to_customer as mql_cohort_customers,
        mql_cohort_revenue,
        {{ mature_rate('mql_cohort_revenue', 'new_mqls') }} as revenue_per_mql

    from dense_counts

),

shown_cost_per_mql as (

    {{ shown_months('cost_per_mql') }}

)

select * from shown_cost_per_mql
