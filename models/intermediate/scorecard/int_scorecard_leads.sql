-- One row per month and metric about leads and what became of them.
{%- set measures = {
    'leads': ['new_leads'],
    'mqls': ['new_mqls'],
    'sqls': ['new_sqls'],
    'pqls': ['new_pqls'],
    'reopened_leads': ['reopened_leads'],
    'leads_per_business_day': ['leads_per_business_day', 'new_leads', 'business_days'],
    'mql_to_sql_rate': ['mql_to_sql_rate', 'mqls_to_sql', 'new_mqls'],
    'mql_to_opportunity_rate':
        ['mql_to_opportunity_rate', 'mqls_to_opportunity', 'new_mqls'],
    'mql_to_commit_rate': ['mql_to_commit_rate', 'mqls_to_commit', 'new_mqls'],
    'mql_to_customer_rate': ['mql_to_customer_rate', 'mqls_to_customer', 'new_mqls'],
    'mql_rejection_rate': ['mql_rejection_rate', 'mqls_disqualified', 'new_mqls'],
    'lead_to_mql_rate': ['lead_to_mql_rate', 'leads_to_mql', 'new_leads'],
    'lead_to_customer_rate': ['lead_to_customer_rate', 'leads_to_customer', 'new_leads'],
} %}
with

volumes as (

    select * from {{ ref('fct_lead_volume_monthly') }}

    where segment_type = 'company'

),

conversions as (

    select * from {{ ref('fct_funnel_conversion_monthly') }}

    where segment_type = 'company'

),

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

    where segment_type = 'company'

),

company_months as (

    select
        {% for metric in measures if metric.endswith('_rate') -%}
        conversions.{{ metric }},
        -- A rate counts what was reached within the window.
        coalesce(lead_counts.{{ measures[metric][1] }}_in_window, 0)
            as {{ measures[metric][1] }},
        {% endfor -%}
        volumes.month_start,
        volumes.new_leads,
        volumes.new_mqls,
        volumes.new_sqls,
        volumes.new_pqls,
        volumes.reopened_leads,
        volumes.business_days,
        volumes.leads_per_business_day

    from volumes
    inner join conversions
        on volumes.month_start = conversions.month_start
    left join lead_counts
        on volumes.month_start = lead_counts.month_start

),

lead_metrics as (

    {{ scorecard_rows('company_months', measures) }}

)

select * from lead_metrics
