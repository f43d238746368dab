-- One row per deal: its amount in the reporting currency and the days of its cycle.
with

deals as (

    select * from {{ ref('int_deals_staged') }}

),

exchange_rates as (

    select * from {{ ref('stg_exchange_rates') }}

),

dated_deals as (

    select
        *,
        {{ month_of('coalesce(closed_at, created_at)') }} as rate_month

    from deals

),

valued_deals as (

    select
        dated_deals.*,
        dated_deals.original_amount * exchange_rates.rate as amount,
        dated_deals.original_amount is not null and exchange_rates.rate is null
            as is_missing_rate,
        dated_deals.original_amount is not null
        and {{ rate_is_stale('dated_deals.rate_month') }} as has_stale_rate,
        -- A close at an earlier hour of the same day took no time.
        case
            when dated_deals.is_closed_before_created then null
            when dated_deals.closed_at < dated_deals.created_at then 0
            else {{ days_between('dated_deals.created_at', 'dated_deals.closed_at') }}
        end as cycle_days

    from dated_deals
    left join exchange_rates
        on {{ rate_applies('dated_deals.currency', 'dated_deals.rate_month') }}

)

select * from valued_deals
