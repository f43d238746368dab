-- One row per deal with all that is known of it: its channel, its customer, its money.
with

deals as (

    select * from {{ ref('int_deals_valued') }}

),

leads as (

    select * from {{ ref('int_leads') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

keyed_deals as (

    select
        deals.*,
        coalesce(leads.first_touch_channel, 'unknown') as channel,
        case
            when deals.account_id is not null then 'account:' || deals.account_id
            when deals.lead_id is not null then 'lead:' || deals.lead_id
            else 'deal:' || deals.deal_id
        end as customer_key

    from deals
    left join leads
        on deals.lead_id = leads.lead_id

),

-- A key becomes a customer at its earliest won close.
numbered_deals as (

    select
        *,
        row_number() over (
            partition by customer_key, is_won
            order by closed_at asc, {{ binary_text('deal_id') }} asc
        ) as deal_number

    from keyed_deals

),

complete_deals as (

    select
        deals.deal_id,
        deals.lead_id,
        deals.account_id,
        deals.customer_key,
        deals.channel,
        channels.direction,
        deals.region,
        deals.owner,
        deals.stage,
        deals.amount,
        deals.cycle_days,
        deals.opportunity_at is not null and deals.closed_at is null as is_open,
        deals.is_won,
        deals.is_lost,
        deals.is_won and deals.deal_number = 1 as is_new_customer,
        coalesce(channels.is_marketing, false) as is_marketing_sourced,
        deals.is_missing_rate,
        deals.has_stale_rate,
        deals.is_close_date_missing,
        deals.is_close_in_future,
        deals.is_closed_before_created,
        deals.created_at,
        deals.opportunity_at,
        deals.commit_at,
        deals.closed_at,
        deals.expected_close_at,
        deals.lead_created_at

    from numbered_deals as deals
    left join channels
        on deals.channel = channels.channel

)

select * from complete_deals
