-- One row per month and rate in which the effects of mix and rates do not add up to
-- the change of the company's rate.
{%- set rates = [
    'lead_to_mql', 'mql_to_sql', 'mql_to_opportunity', 'mql_to_customer',
] %}
with

company_months as (

    select * from {{ ref('fct_funnel_conversion_monthly') }}

    where segment_type = 'company'

),

causes as (

    select * from {{ ref('fct_conversion_causes_monthly') }}

),

changes as (

    {% for rate in rates -%}
    select
        month_start,
        '{{ rate }}' as rate,
        {{ rate }}_rate - lag({{ rate }}_rate) over (order by month_start asc) as change

    from company_months
    {{ "union all" if not loop.last }}

    {% endfor %}
),

explanations as (

    select
        month_start,
        rate,
        sum(mix_effect) + sum(rate_effect) as explained,
        sum(cohort_share) as cohort_share,
        sum(previous_cohort_share) as previous_cohort_share

    from causes

    group by month_start, rate

),

differing_months as (

    select
        changes.month_start,
        changes.rate,
        changes.change,
        explanations.explained

    from changes
    left join explanations
        on
            changes.month_start = explanations.month_start
            and changes.rate = explanations.rate

    where
        (changes.change is not null and explanations.explained is null)
        or abs(changes.change - explanations.explained) > 1e-9
        or abs(explanations.cohort_share - 1) > 1e-9
        or abs(explanations.previous_cohort_share - 1) > 1e-9

)

select * from differing_months
