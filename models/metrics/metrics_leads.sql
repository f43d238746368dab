-- One row per lead that counts: its segments and its stage dates.
{#- The outcomes of a lead and of an MQL, with their dates. -#}
{%- set conversions = [
    ('lead', 'mql', 'mql_at'),
    ('lead', 'customer', 'customer_at'),
    ('mql', 'sql', 'sql_at'),
    ('mql', 'opportunity', 'opportunity_at'),
    ('mql', 'commit', 'commit_at'),
    ('mql', 'customer', 'customer_at'),
    ('mql', 'refused', 'mql_refused_at'),
] %}
with

leads as (

    select * from {{ ref('dim_leads') }}

),

outcomes as (

    select * from {{ ref('int_lead_outcomes') }}

),

months as (

    select * from {{ ref('int_months_known') }}

),

dated_leads as (

    select
        leads.*,
        case
            when outcomes.mql_disposition in ('sent_back', 'rejected')
                then outcomes.mql_disposition_at
        end as mql_refused_at,
        {{ local_date('leads.lead_at') }} as lead_day,
        {{ local_date('leads.mql_at') }} as mql_day,
        {{ local_date('leads.sql_at') }} as sql_day,
        {{ local_date('leads.pql_at') }} as pql_day

    from leads
    inner join outcomes
        on leads.lead_id = outcomes.lead_id

),

metrics_leads as (

    select
        dated_leads.lead_id,
        dated_leads.first_touch_channel as channel,
        dated_leads.persona,
        coalesce(dated_leads.region, 'unknown') as region,
        coalesce(dated_leads.owner, 'unknown') as owner,
        dated_leads.mql_is_implied,
        {% for cohort, prefix in [('lead', 'is_of'), ('mql', 'is_mql_of')] -%}
        coalesce({{ cohort }}_months.is_mature, false) as {{ prefix }}_mature_month,
        coalesce({{ cohort }}_months.has_marketing_cost, false)
            as {{ prefix }}_month_with_cost,
        {% endfor -%}
        coalesce(lead_months.is_lead_mature, false) as is_of_lead_mature_month,
        {% for cohort, outcome, timestamp in conversions -%}
        {{ day_of_conversion(cohort ~ '_day', cohort ~ '_at', timestamp) }}
            as {{ cohort }}_to_{{ outcome }}_day,
        {% endfor -%}
        dated_leads.lead_day,
        dated_leads.mql_day,
        dated_leads.sql_day,
        dated_leads.pql_day

    from dated_leads
    left join months as lead_months
        on {{ month_of('dated_leads.lead_at') }} = lead_months.month_start
    left join months as mql_months
        on {{ month_of('dated_leads.mql_at') }} = mql_months.month_start

)

select * from metrics_leads
