-- One row per month, channel and campaign with a cost or a result: what it cost, and
-- what it brought as the first touch.
{%- set cost = sum_where("event = 'cost'", 'amount') %}
{%- set revenue = sum_where("event in ('customer', 'expansion')", 'amount') %}
with

spend as (

    select * from {{ ref('int_spend') }}

    where channel is not null and kind != 'sales'

),

lead_events as (

    select * from {{ ref('int_lead_events') }}

    where event in ('lead', 'mql', 'sql')

),

won_deals as (

    select * from {{ ref('int_deal_events') }}

    where event in ('won', 'credit')

),

months as (

    select * from {{ ref('int_months') }}

),

campaign_events as (

    select
        month_start,
        channel,
        coalesce(campaign, 'unknown') as campaign,
        'cost' as event,
        amount

    from spend

    union all

    select
        month_start,
        channel,
        campaign,
        event,
        0 as amount

    from lead_events

    union all

    select
        month_start,
        channel,
        campaign,
        case when is_new_customer then 'customer' else 'expansion' end as event,
        amount

    from won_deals

),

campaign_results as (

    select
        campaign_events.month_start,
        campaign_events.channel,
        campaign_events.campaign,
        months.is_complete,
        {{ cost }} as program_cost,
        {{ count_where("event = 'lead'") }} as new_leads,
        {{ count_where("event = 'mql'") }} as new_mqls,
        {{ count_where("event = 'sql'") }} as new_sqls,
        {{ count_where("event = 'customer'") }} as new_customers,
        {{ revenue }} as won_revenue,
        {{ rate_of_cost(cost, count_where("event = 'mql'")) }} as cost_per_mql,
        {{ rate_of_cost(revenue ~ ' - ' ~ cost, cost) }} as roi

    from campaign_events
    inner join months on campaign_events.month_start = months.month_start

    group by
        campaign_events.month_start,
        campaign_events.channel,
        campaign_events.campaign,
        months.is_complete,
        months.has_marketing_cost

)

select * from campaign_results
