-- One row per month and segment: the leads that came, left and came back, and the pace.
{%- set to_hold = rate(last_months('new_leads'), 'business_days_in_month') %}
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_counted') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

targets as (

    select * from {{ ref('stg_targets') }}

),

monthly_targets as (

    {{ targets_of(['leads', 'mqls', 'sqls']) }}

),

dense_counts as (

    {{
        dense_months('months', 'segments', {'lead_counts': [
            'new_leads', 'reopened_leads', 'recycled_leads', 'disqualified_leads',
            'new_mqls', 'new_sqls', 'new_pqls', 'new_service_qualified',
        ]}, ['channel', 'persona'])
    }}

),

paces as (

    select
        dense_counts.*,
        {{ rate('new_leads', 'business_days') }} as leads_per_business_day,
        {{ rate('new_mqls', 'business_days') }} as mqls_per_business_day,
        {{ rate('new_sqls', 'business_days') }} as sqls_per_business_day,
        {{ target_columns(['leads', 'mqls', 'sqls'], 'monthly_targets', 'dense_counts') }}

    from dense_counts
    left join monthly_targets
        on {{ on_month_and_segment('monthly_targets', 'dense_counts') }}

),

lead_volume as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        business_days,
        new_leads,
        reopened_leads,
        recycled_leads,
        disqualified_leads,
        new_mqls,
        new_sqls,
        new_pqls,
        new_service_qualified,
        {% for counted in ['leads', 'mqls', 'sqls'] -%}
        {{ counted }}_per_business_day,
        {{ change_of(counted ~ '_per_business_day') }}
            as {{ counted }}_per_business_day_growth,
        {{ counted }}_target,
        {{ counted }}_target_to_date,
        {% endfor -%}
        {{ to_hold }} as leads_per_business_day_to_hold,
        {{ rate(to_hold, last_months('leads_per_business_day')) }} - 1
            as leads_per_business_day_growth_to_hold

    from paces

),

shown_volume as (

    {{ shown_months('lead_volume') }}

)

select * from shown_volume
