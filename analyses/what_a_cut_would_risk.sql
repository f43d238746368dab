-- One row per channel with a cost: what a cut of its spend by a fifth would save, and what
-- it would put at risk if leads fell in proportion. Over the twelve latest mature months;
-- another cut with --vars '{cut: 0.5}'.
{%- set cut = var('cut', 0.2) %}
with

costs as (

    select * from {{ ref('fct_cost_per_mql_monthly') }}

    where segment_type = 'channel' and is_mature

),

mature_months as (

    select distinct month_start from costs

    order by month_start desc

    limit 12

),

channels as (

    select
        costs.segment as channel,
        sum(costs.program_cost) as program_cost,
        sum(costs.new_mqls) as new_mqls,
        sum(costs.mql_cohort_customers) as customers,
        sum(costs.mql_cohort_revenue) as revenue

    from costs
    inner join mature_months
        on costs.month_start = mature_months.month_start

    group by costs.segment

),

cuts as (

    select
        channel,
        program_cost,
        revenue,
        {{ cut }} * program_cost as saved_cost,
        {{ cut }} * new_mqls as mqls_at_risk,
        {{ cut }} * customers as customers_at_risk,
        {{ cut }} * revenue as revenue_at_risk,
        {{ rate('revenue', 'program_cost') }} as revenue_at_risk_per_saved_unit

    from channels

    where program_cost > 0

    order by revenue_at_risk_per_saved_unit asc

)

select * from cuts
