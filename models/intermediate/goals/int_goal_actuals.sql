-- One row per scenario: what there was of its goal in the months of its period so far.
with

scenarios as (

    select * from {{ ref('stg_goal_scenarios') }}

),

company_months as (

    select * from {{ ref('int_company_months') }}

),

sums as (

    select
        scenarios.scenario,
        sum(company_months.won_deals) as won_deals,
        sum(company_months.new_sqls) as new_sqls,
        sum(company_months.new_mqls) as new_mqls,
        sum(company_months.new_leads) as new_leads,
        sum(company_months.visitors) as visitors

    from scenarios
    inner join company_months
        on scenarios.period_months >= company_months.months_back

    group by scenarios.scenario

),

goal_actuals as (

    select
        scenarios.scenario,
        cast(coalesce(sums.won_deals, 0) as bigint) as deals_actual,
        cast(coalesce(sums.new_sqls, 0) as bigint) as sqls_actual,
        cast(coalesce(sums.new_mqls, 0) as bigint) as mqls_actual,
        cast(coalesce(sums.new_leads, 0) as bigint) as leads_actual,
        coalesce(sums.visitors, 0) as visitors_actual

    from scenarios
    left join sums
        on scenarios.scenario = sums.scenario

)

select * from goal_actuals
