-- One row per scenario: its rates, and what its goal needs at each stage of the funnel. A
-- rate that it does not give is our own: sum / sum over the 12 latest mature months.
{%- set deals_needed = rounded_up(
    'coalesce(deals_goal, ' ~ rate('revenue_goal', 'average_deal_size') ~ ')'
) %}
{%- set sqls_needed = rounded_up(rate(deals_needed, 'close_rate')) %}
{%- set mqls_needed = rounded_up(rate(sqls_needed, 'mql_to_sql_rate')) %}
{%- set leads_needed = rounded_up(rate(mqls_needed, 'lead_to_mql_rate')) %}
{%- set visitors_needed = rounded_up(rate(leads_needed, 'visitor_to_lead_rate')) %}
{%- set rates = [
    'average_deal_size', 'close_rate', 'mql_to_sql_rate', 'lead_to_mql_rate',
    'visitor_to_lead_rate',
] %}
with

scenarios as (

    select * from {{ ref('stg_goal_scenarios') }}

),

company_months as (

    select * from {{ ref('int_company_months') }}

    where is_mature and mature_months_back <= 12

),

own_rates as (

    select
        {{ rate('sum(won_amount)', 'sum(won_deals_with_amount)') }}
            as average_deal_size,
        {{ rate('sum(sqls_to_customer_in_window)', 'sum(new_sqls)') }} as close_rate,
        {{ rate('sum(mqls_to_sql_in_window)', 'sum(new_mqls)') }} as mql_to_sql_rate,
        {{ rate('sum(leads_to_mql_in_window)', 'sum(new_leads)') }} as lead_to_mql_rate,
        {{ rate('sum(new_leads)', 'sum(visitors)') }} as visitor_to_lead_rate

    from company_months

),

goal_rates as (

    select
        scenarios.scenario,
        scenarios.period_months,
        scenarios.deals_goal,
        scenarios.revenue_goal,
        {% for rate in rates -%}
        coalesce(scenarios.{{ rate }}, own_rates.{{ rate }}) as {{ rate }},
        case when scenarios.{{ rate }} is null then 'own' else 'given' end
            as {{ rate }}_source{{ "," if not loop.last }}
        {% endfor %}
    from scenarios
    cross join own_rates

),

-- Each need is a whole number, from which the next one is computed.
goal_needs as (

    select
        *,
        {{ deals_needed }} as deals_needed,
        {{ sqls_needed }} as sqls_needed,
        {{ mqls_needed }} as mqls_needed,
        {{ leads_needed }} as leads_needed,
        {{ visitors_needed }} as visitors_needed

    from goal_rates

)

select * from goal_needs
