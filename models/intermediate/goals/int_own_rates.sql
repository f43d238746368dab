-- One row per report: the company's own rates, sums over sums of its 12 latest mature
-- months.
with

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

)

select * from own_rates
