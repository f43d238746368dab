-- One row per month, rate and channel: what changed the company's rate since last month,
-- the channels' shares of the cohort or their own rates.
{%- set rates = {
    'lead_to_mql': ('new_leads', 'leads_to_mql_in_window'),
    'mql_to_sql': ('new_mqls', 'mqls_to_sql_in_window'),
    'mql_to_opportunity': ('new_mqls', 'mqls_to_opportunity_in_window'),
    'mql_to_customer': ('new_mqls', 'mqls_to_customer_in_window'),
} %}
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_known') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'lead_counts': ['new_leads', 'new_mqls'] + rates.values() | map('last') | list,
        }, ['channel'])
    }}

),

cohorts as (

    {% for name, (cohort, converted) in rates.items() -%}
    {%- set company_cohort = 'sum(' ~ cohort ~ ') over (partition by month_start)' -%}
    {%- set company_converted = 'sum(' ~ converted ~ ') over (partition by month_start)' -%}
    select
        month_start,
        '{{ name }}' as rate,
        segment as channel,
        is_complete,
        is_mature,
        {{ rate(cohort, company_cohort) }} as cohort_share,
        {{ rate(converted, cohort) }} as channel_rate,
        {{ rate(company_converted, company_cohort) }} as company_rate

    from dense_counts

    where segment_type = 'channel'
    {{ "union all" if not loop.last }}

    {% endfor %}
),

compared_cohorts as (

    select
        *,
        {% for column in [
            'month_start', 'is_mature', 'cohort_share', 'channel_rate', 'company_rate',
        ] -%}
        {{ last_months(column, 'rate, channel') }} as previous_{{ column }}
        {{- "," if not loop.last }}
        {% endfor %}
    from cohorts

),

conversion_causes as (

    select
        month_start,
        rate,
        channel,
        is_complete,
        cohort_share,
        previous_cohort_share,
        case when is_mature then channel_rate end as channel_rate,
        case when previous_is_mature then previous_channel_rate end
            as previous_channel_rate,
        case when is_mature then {{ mix_effect() }} end as mix_effect,
        case when is_mature then {{ rate_effect() }} end as rate_effect

    from compared_cohorts

    where
        {{ is_from_first_month('month_start') }}
        and previous_month_start is not null
        and (channel_rate is not null or previous_channel_rate is not null)

)

select * from conversion_causes
