-- One row per deal: its known lead, its stage dates, its amount in the reporting
-- currency and its cycle days.
with

deals as (

    select * from {{ ref('int_deals_dated') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

exchange_rates as (

    select * from {{ ref('stg_exchange_rates') }}

),

dated_deals as (

    select
        *,
        case
            when is_credit then false
            else coalesce(
                {{ local_date('closed_at') }} < {{ local_date('created_at') }}, false
            )
        end as is_closed_before_created,
        {{ month_of('coalesce(closed_at, created_at)') }} as rate_month

    from deals

),

staged_deals as (

    select
        dated_deals.deal_id,
        leads.lead_id,
        dated_deals.account_id,
        dated_deals.owner,
        dated_deals.region,
        dated_deals.stage,
        dated_deals.original_amount * exchange_rates.rate as amount,
        -- A close at an earlier hour of the same day counts as 0 days.
        case
            when dated_deals.is_closed_before_created or dated_deals.is_credit then null
            when dated_deals.closed_at < dated_deals.created_at then 0
            else {{ days_between('dated_deals.created_at', 'dated_deals.closed_at') }}
        end as cycle_days,
        dated_deals.original_amount is not null and exchange_rates.rate is null
            as is_missing_rate,
        dated_deals.original_amount is not null
        and {{ rate_is_stale('dated_deals.rate_month') }} as has_stale_rate,
        dated_deals.is_close_date_missing,
        dated_deals.is_close_in_future,
        dated_deals.is_closed_before_created,
        dated_deals.is_credit,
        dated_deals.is_dated,
        case when dated_deals.is_credit then false else dated_deals.stage = 'won' end
            as is_won,
        dated_deals.stage = 'lost' as is_lost,
        dated_deals.created_at,
        case
            when dated_deals.is_credit then null
            when dated_deals.stage != 'prospect' and not dated_deals.was_prospect
                then dated_deals.created_at
            when dated_deals.first_advanced_at is not null
                then dated_deals.first_advanced_at
            when dated_deals.stage = 'won' then dated_deals.closed_at
        end as opportunity_at,
        case
            when dated_deals.is_credit then null
            when dated_deals.first_commit_at is not null
                then dated_deals.first_commit_at
            when dated_deals.stage = 'commit'
                then coalesce(dated_deals.last_updated_at, dated_deals.created_at)
        end as commit_at,
        dated_deals.closed_at,
        dated_deals.expected_close_at,
        leads.created_at as lead_created_at

    from dated_deals
    left join leads
        on dated_deals.named_lead_id = leads.lead_id
    left join exchange_rates
        on {{ rate_applies('dated_deals.currency', 'dated_deals.rate_month') }}

)

select * from staged_deals
