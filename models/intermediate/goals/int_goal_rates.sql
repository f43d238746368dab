-- One row per scenario: its goal, and the rates that it gives, else our own.
with

scenarios as (

    select * from {{ ref('stg_goal_scenarios') }}

),

own_rates as (

    select * from {{ ref('int_own_rates') }}

),

goal_rates as (

    select
        scenarios.scenario,
        scenarios.period_months,
        scenarios.deals_goal,
        scenarios.revenue_goal,
        coalesce(scenarios.average_deal_size, own_rates.average_deal_size)
            as average_deal_size,
        coalesce(scenarios.close_rate, own_rates.close_rate) as close_rate,
        coalesce(scenarios.mql_to_sql_rate, own_rates.mql_to_sql_rate)
            as mql_to_sql_rate,
        coalesce(scenarios.lead_to_mql_rate, own_rates.lead_to_mql_rate)
            as lead_to_mql_rate,
        coalesce(scenarios.visitor_to_lead_rate, own_rates.visitor_to_lead_rate)
            as visitor_to_lead_rate,
        case when scenarios.average_deal_size is null then 'own' else 'given' end
            as average_deal_size_source,
        case when scenarios.close_rate is null then 'own' else 'given' end
            as close_rate_source,
        case when scenarios.mql_to_sql_rate is null then 'own' else 'given' end
            as mql_to_sql_rate_source,
        case when scenarios.lead_to_mql_rate is null then 'own' else 'given' end
            as lead_to_mql_rate_source,
        case when scenarios.visitor_to_lead_rate is null then 'own' else 'given' end
            as visitor_to_lead_rate_source

    from scenarios
    cross join own_rates

)

select * from goal_rates
