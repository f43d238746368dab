-- One row per scenario: what there was of its goal in the months of its period so far.
with

scenarios as (

    select * from {{ ref('stg_goal_scenarios') }}

),

company_months as (

    select * from {{ ref('int_company_months') }}

),

goal_actuals as (

    select
        scenarios.scenario,
        cast(coalesce(sum(company_months.won_deals), 0) as bigint) as deals_actual,
        cast(coalesce(sum(company_months.new_sqls), 0) as bigint) as sqls_actual,
        cast(coalesce(sum(company_months.new_mqls), 0) as bigint) as mqls_actual,
        cast(coalesce(sum(company_months.new_leads), 0) as bigint) as leads_actual,
        coalesce(sum(company_months.visitors), 0) as visitors_actual

    from scenarios
    left join company_months
        on scenarios.period_months >= company_months.months_back

    group by scenarios.scenario

)

select * from goal_actuals
