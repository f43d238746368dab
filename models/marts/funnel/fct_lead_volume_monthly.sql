-- One row per month and segment: the leads that came, left and came back, and the pace.
{%- set targeted = ['leads', 'mqls', 'sqls'] %}
{%- set to_hold = rate(last_months('new_leads'), 'business_days_in_month') %}
with

volumes as (

    select * from {{ ref('int_lead_volume_monthly') }}

),

targets as (

    select * from {{ ref('stg_targets') }}

),

monthly_targets as (

    {{ targets_of(targeted) }}

),

paces as (

    select
        volumes.*,
        {% for counted in targeted -%}
        {{ rate('new_' ~ counted, 'business_days') }} as {{ counted }}_per_business_day,
        {% endfor -%}
        {{ target_columns(targeted, grid='volumes') }}

    from volumes
    left join monthly_targets
        on {{ on_month_and_segment('monthly_targets', grid='volumes') }}

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
        leads_per_business_day,
        mqls_per_business_day,
        sqls_per_business_day,
        {% for counted in targeted -%}
        {{ change_of(counted ~ '_per_business_day') }}
            as {{ counted }}_per_business_day_growth,
        {% endfor -%}
        {{ to_hold }} as leads_per_business_day_to_hold,
        {{ rate(to_hold, last_months('leads_per_business_day')) }} - 1
            as leads_per_business_day_growth_to_hold,
        leads_target,
        mqls_target,
        sqls_target,
        leads_target_to_date,
        mqls_target_to_date,
        sqls_target_to_date

    from paces

),

shown_volume as (

    {{ shown_months('lead_volume') }}

)

select * from shown_volume
