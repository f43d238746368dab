-- One row per scenario: what its goal needs at each stage of the funnel, and how many
-- there were in its latest period.
{%- set stages = ['deals', 'sqls', 'mqls', 'leads', 'visitors'] %}
with

needs as (

    select * from {{ ref('int_goal_needs') }}

),

company_months as (

    select * from {{ ref('int_company_months') }}

),

actuals as (

    select
        needs.scenario,
        cast(coalesce(sum(company_months.won_deals), 0) as bigint) as deals_actual,
        cast(coalesce(sum(company_months.new_sqls), 0) as bigint) as sqls_actual,
        cast(coalesce(sum(company_months.new_mqls), 0) as bigint) as mqls_actual,
        cast(coalesce(sum(company_months.new_leads), 0) as bigint) as leads_actual,
        coalesce(sum(company_months.visitors), 0) as visitors_actual

    from needs
    left join company_months
        on needs.period_months >= company_months.months_back

    group by needs.scenario

),

goal_plan as (

    select
        needs.scenario,
        {% for stage in stages -%}
        needs.{{ stage }}_needed,
        {{ rate('needs.' ~ stage ~ '_needed', 'needs.period_months') }}
            as {{ stage }}_needed_per_month,
        actuals.{{ stage }}_actual,
        needs.{{ stage }}_needed - actuals.{{ stage }}_actual as {{ stage }}_gap,
        {% endfor -%}
        needs.average_deal_size,
        needs.close_rate,
        needs.mql_to_sql_rate,
        needs.lead_to_mql_rate,
        needs.visitor_to_lead_rate,
        needs.average_deal_size_source,
        needs.close_rate_source,
        needs.mql_to_sql_rate_source,
        needs.lead_to_mql_rate_source,
        needs.visitor_to_lead_rate_source

    from needs
    inner join actuals
        on needs.scenario = actuals.scenario

)

select * from goal_plan
