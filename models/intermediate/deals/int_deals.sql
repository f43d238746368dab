-- One row per deal, with its channel, its customer and its money.
with

deals as (

    select * from {{ ref('int_deals_staged') }}

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
        coalesce(leads.first_touch_campaign, 'unknown') as campaign,
        case
            when deals.account_id is not null then 'account:' || deals.account_id
            when deals.lead_id is not null then 'lead:' || deals.lead_id
            else 'deal:' || deals.deal_id
        end as customer_key

    from deals
    left join leads on deals.lead_id = leads.lead_id

),

-- A customer key becomes a customer at its earliest won close.
numbered_deals as (

    select
        *,
        row_number() over (
            partition by customer_key, is_won
            order by closed_at asc, {{ binary_text('deal_id') }} asc
        ) as deal_number,
        {{ count_where('is_won') }} over (
            partition by customer_key order by closed_at asc
        ) as deals_won_by_close

    from keyed_deals

),

complete_deals as (

    select
        numbered_deals.deal_id,
        numbered_deals.lead_id,
        numbered_deals.account_id,
        numbered_deals.customer_key,
        numbered_deals.channel,
        numbered_deals.campaign,
        channels.direction,
        numbered_deals.region,
        numbered_deals.owner,
        numbered_deals.stage,
        numbered_deals.amount,
        numbered_deals.cycle_days,
        numbered_deals.opportunity_at is not null and numbered_deals.closed_at is null
            as is_open,
        numbered_deals.is_won,
        numbered_deals.is_lost,
        numbered_deals.is_credit,
        numbered_deals.is_won and numbered_deals.deal_number = 1 as is_new_customer,
        -- A credit takes back what the key's only deal brought, else an expansion.
        (numbered_deals.is_won and numbered_deals.deal_number > 1)
        or (numbered_deals.is_credit and numbered_deals.deals_won_by_close > 1)
            as is_expansion,
        coalesce(channels.is_marketing, false) as is_marketing_sourced,
        numbered_deals.is_missing_rate,
        numbered_deals.has_stale_rate,
        numbered_deals.is_close_date_missing,
        numbered_deals.is_close_in_future,
        numbered_deals.is_closed_before_created,
        numbered_deals.created_at,
        numbered_deals.opportunity_at,
        numbered_deals.commit_at,
        numbered_deals.closed_at,
        numbered_deals.expected_close_at,
        numbered_deals.lead_created_at

    from numbered_deals
    left join channels
        on numbered_deals.channel = channels.channel

)

select * from complete_deals
