-- One row per month and segment: the leads that reached each stage, and how many of the
-- month's leads and MQLs went on.
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

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
            'lead_counts': [
                'new_leads', 'new_mqls', 'new_sqls', 'new_opportunity_leads',
                'new_commits', 'new_customer_leads', 'mqls_to_hand_raise',
                'mqls_to_sql', 'mqls_to_sql_in_window', 'mqls_to_opportunity',
                'mqls_to_opportunity_in_window', 'mqls_to_commit',
                'mqls_to_commit_in_window', 'mqls_to_customer',
                'mqls_to_customer_in_window', 'mqls_disqualified',
                'mqls_sent_back_in_window', 'mqls_rejected_in_window', 'implied_mqls',
                'own_mqls', 'own_mqls_to_sql_in_window', 'leads_to_mql',
                'leads_to_mql_in_window', 'leads_to_customer',
                'leads_to_customer_in_window',
            ],
        }, ['channel', 'persona'])
    }}

),

funnel_conversion as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        is_mature,
        new_leads,
        new_mqls,
        new_sqls,
        new_opportunity_leads,
        new_commits,
        new_customer_leads,
        mqls_to_hand_raise,
        mqls_to_sql,
        mqls_to_opportunity,
        mqls_to_commit,
        mqls_to_customer,
        mqls_disqualified,
        implied_mqls,
        {{ mature_rate('mqls_to_sql_in_window', 'new_mqls') }} as mql_to_sql_rate,
        {{ mature_rate('own_mqls_to_sql_in_window', 'own_mqls') }} as mql_to_sql_rate_own,
        {{ mature_rate('mqls_to_opportunity_in_window', 'new_mqls') }}
            as mql_to_opportunity_rate,
        {{ mature_rate('mqls_to_commit_in_window', 'new_mqls') }} as mql_to_commit_rate,
        {{ mature_rate('mqls_to_customer_in_window', 'new_mqls') }}
            as mql_to_customer_rate,
        {{
            mature_rate('mqls_sent_back_in_window + mqls_rejected_in_window', 'new_mqls')
        }} as mql_rejection_rate,
        leads_to_mql,
        leads_to_customer,
        {{ mature_rate('leads_to_mql_in_window', 'new_leads') }} as lead_to_mql_rate,
        {{
            mature_rate('leads_to_customer_in_window', 'new_leads', 'is_lead_mature')
        }} as lead_to_customer_rate

    from dense_counts

)

select * from funnel_conversion
