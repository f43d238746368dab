-- One row per month and segment: what sales did with the month's new MQLs.
{%- set segment_types = ['channel', 'persona', 'owner'] %}
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
                'new_mqls', 'mqls_accepted_in_window', 'mqls_sent_back_in_window',
                'mqls_rejected_in_window', 'implied_mqls',
            ],
        }, segment_types, values={'lead_counts': ['median_days_to_disposition']})
    }}

),

mql_disposition as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        is_mature,
        new_mqls,
        mqls_accepted_in_window as accepted,
        mqls_sent_back_in_window as sent_back,
        mqls_rejected_in_window as rejected,
        new_mqls - mqls_accepted_in_window - mqls_sent_back_in_window
        - mqls_rejected_in_window as untouched,
        implied_mqls,
        {{ mature_rate('mqls_accepted_in_window', 'new_mqls') }} as acceptance_rate,
        {{ mature_rate('mqls_sent_back_in_window', 'new_mqls') }} as send_back_rate,
        {{ mature_rate('mqls_rejected_in_window', 'new_mqls') }} as rejection_rate,
        median_days_to_disposition

    from dense_counts

)

select * from mql_disposition
