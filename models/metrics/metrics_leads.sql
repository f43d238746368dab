-- One row per lead that counts: its segments and its stage dates.
{#- The outcomes of a lead and of an MQL, with their dates. -#}
{%- set conversions = [
    ('lead', 'mql', 'mql_at'),
    ('lead', 'customer', 'customer_at'),
    ('mql', 'sql', 'sql_at'),
    ('mql', 'opportunity', 'opportunity_at'),
    ('mql', 'commit', 'commit_at'),
    ('mql', 'customer', 'customer_at'),
    ('mql', 'disqualified', 'mql_disqualified_at'),
] %}
with

leads as (

    select * from {{ ref('dim_leads') }}

),

outcomes as (

    select * from {{ ref('int_lead_outcomes') }}

),

mature_months as (

    select * from {{ ref('int_months_known') }}

    where is_mature

),

dated_leads as (

    select
        leads.*,
        outcomes.mql_disqualified_at,
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
        lead_months.month_start is not null as is_of_mature_month,
        mql_months.month_start is not null as is_mql_of_mature_month,
        {% for cohort, outcome, timestamp in conversions -%}
        {{ day_of_conversion(cohort ~ '_day', cohort ~ '_at', timestamp) }}
            as {{ cohort }}_to_{{ outcome }}_day,
        {% endfor -%}
        dated_leads.lead_day,
        dated_leads.mql_day,
        dated_leads.sql_day,
        dated_leads.pql_day

    from dated_leads
    left join mature_months as lead_months
        on {{ month_of('dated_leads.lead_at') }} = lead_months.month_start
    left join mature_months as mql_months
        on {{ month_of('dated_leads.mql_at') }} = mql_months.month_start

)

select * from metrics_leads
