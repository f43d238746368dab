-- One row per scenario: what its goal needs at each stage of the funnel, and what there
-- was.
{%- set stages = ['deals', 'sqls', 'mqls', 'leads', 'visitors'] %}
with

needs as (

    select * from {{ ref('int_goal_needs') }}

),

actuals as (

    select * from {{ ref('int_goal_actuals') }}

),

goal_plan as (

    select
        needs.scenario,
        {% for stage in stages -%}
        needs.{{ stage }}_needed,
        {% endfor -%}
        {% for stage in stages -%}
        {{ rate('needs.' ~ stage ~ '_needed', 'needs.period_months') }}
            as {{ stage }}_needed_per_month,
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
        needs.visitor_to_lead_rate_source,
        {% for stage in stages -%}
        actuals.{{ stage }}_actual,
        {% endfor -%}
        {% for stage in stages -%}
        needs.{{ stage }}_needed - actuals.{{ stage }}_actual
            as {{ stage }}_gap{{ "," if not loop.last }}
        {% endfor %}
    from needs
    inner join actuals
        on needs.scenario = actuals.scenario

)

select * from goal_plan
