-- One row per scenario: what its goal needs at each stage of the funnel. Each need is a
-- whole number, from which the next one is computed.
with

goal_rates as (

    select * from {{ ref('int_goal_rates') }}

),

deal_needs as (

    select
        *,
        {{
            rounded_up(
                'coalesce(deals_goal, '
                ~ rate('revenue_goal', 'average_deal_size') ~ ')'
            )
        }} as deals_needed

    from goal_rates

),

sql_needs as (

    select
        *,
        {{ rounded_up(rate('deals_needed', 'close_rate')) }} as sqls_needed

    from deal_needs

),

mql_needs as (

    select
        *,
        {{ rounded_up(rate('sqls_needed', 'mql_to_sql_rate')) }} as mqls_needed

    from sql_needs

),

lead_needs as (

    select
        *,
        {{ rounded_up(rate('mqls_needed', 'lead_to_mql_rate')) }} as leads_needed

    from mql_needs

),

visitor_needs as (

    select
        *,
        {{ rounded_up(rate('leads_needed', 'visitor_to_lead_rate')) }}
            as visitors_needed

    from lead_needs

)

select * from visitor_needs
