-- One row per plan for a goal of revenue or deals.
with

goal_scenarios as (

    select * from {{ of_own_rules(ref('goal_scenarios')) }}

),

typed_goal_scenarios as (

    select
        {{ rule_text('scenario') }} as scenario,
        coalesce(cast({{ rule_text('period_months') }} as bigint), 12) as period_months,
        {{ try_number(rule_text('revenue_goal')) }} as revenue_goal,
        {{ try_number(rule_text('deals_goal')) }} as deals_goal,
        {{ try_number(rule_text('average_deal_size')) }} as average_deal_size,
        {{ try_number(rule_text('close_rate')) }} as close_rate,
        {{ try_number(rule_text('mql_to_sql_rate')) }} as mql_to_sql_rate,
        {{ try_number(rule_text('lead_to_mql_rate')) }} as lead_to_mql_rate,
        {{ try_number(rule_text('visitor_to_lead_rate')) }} as visitor_to_lead_rate

    from goal_scenarios

)

select * from typed_goal_scenarios
