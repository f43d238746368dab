-- One row per month, channel and campaign: its costs, and the leads, customers and
-- revenue whose first touch it was.
with

spend as (

    select * from {{ ref('int_spend') }}

    where channel is not null and kind != 'sales'

),

stage_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

    where stage in ('lead', 'mql', 'sql')

),

won_deals as (

    select * from {{ ref('int_deals') }}

    where is_won

),

leads as (

    select * from {{ ref('int_leads') }}

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
        stage as event,
        0 as amount

    from stage_entries

    union all

    select
        {{ month_of('won_deals.closed_at') }} as month_start,
        won_deals.channel,
        coalesce(leads.first_touch_campaign, 'unknown') as campaign,
        case when won_deals.is_new_customer then 'customer' else 'expansion' end
            as event,
        won_deals.amount

    from won_deals
    left join leads
        on won_deals.lead_id = leads.lead_id

),

campaign_counts as (

    select
        month_start,
        channel,
        campaign,
        {{ sum_where("event = 'cost'", 'amount') }} as program_cost,
        {{ count_where("event = 'lead'") }} as new_leads,
        {{ count_where("event = 'mql'") }} as new_mqls,
        {{ count_where("event = 'sql'") }} as new_sqls,
        {{ count_where("event = 'customer'") }} as new_customers,
        {{ sum_where("event in ('customer', 'expansion')", 'amount') }} as won_revenue

    from campaign_events

    group by month_start, channel, campaign

)

select * from campaign_counts
