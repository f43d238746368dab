-- One row per month and metric about what leads and customers cost and bring.
{%- set costs = 'marketing_cost + sales_cost' %}
{%- set measures = {
    'marketing_cost': ['marketing_cost'],
    'cost_per_lead': ['cost_per_lead', 'marketing_cost', 'new_leads'],
    'cost_per_mql': ['cost_per_mql', 'marketing_cost', 'new_mqls'],
    'revenue_per_mql': ['revenue_per_mql', 'mql_cohort_revenue', 'new_mqls'],
    'customer_acquisition_cost': ['customer_acquisition_cost', costs, 'new_customers'],
    'roi': ['roi', 'won_revenue - marketing_cost - sales_cost', costs],
} %}
with

company_months as (

    select * from {{ ref('fct_cost_per_mql_monthly') }}

    where segment_type = 'company'

),

cost_metrics as (

    {{ scorecard_rows('company_months', measures) }}

)

select * from cost_metrics
