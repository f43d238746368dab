-- One row per sum of money that is another one in the marts than in the raw rows: none
-- is lost or doubled. Which rate applies is for unit tests and the oracle to prove.
with

raw_spend as (

    select * from {{ ref('stg_marketing_spend_classified') }}

    where row_status = 'accepted'

),

spend as (

    select * from {{ ref('fct_spend') }}

),

raw_deals as (

    select * from {{ ref('stg_deals_classified') }}

    where
        row_status = 'accepted'
        and (amount_number >= 0 or mapped_stage = 'won')

),

deals as (

    select * from {{ ref('fct_deals') }}

),

exchange_rates as (

    select * from {{ ref('stg_exchange_rates') }}

),

raw_money as (

    select
        case
            when deals.is_credit then 'credits'
            when deals.is_won then 'won deals'
            else 'other deals'
        end as sum_name,
        raw_deals.amount_number * exchange_rates.rate as amount

    from raw_deals
    inner join deals
        on raw_deals.deal_id = deals.deal_id
    inner join exchange_rates
        on {{
            rate_applies(
                'raw_deals.currency',
                month_of('coalesce(deals.closed_at, deals.created_at)')
            )
        }}

    union all

    select
        'spend' as sum_name,
        amount_number * rate as amount

    from raw_spend

),

shown_money as (

    select
        case
            when is_credit then 'credits'
            when is_won then 'won deals'
            else 'other deals'
        end as sum_name,
        amount

    from deals

    union all

    select
        'spend' as sum_name,
        amount

    from spend

),

all_money as (

    select
        sum_name,
        amount as raw_amount,
        0 as shown_amount

    from raw_money

    union all

    select
        sum_name,
        0 as raw_amount,
        coalesce(amount, 0) as shown_amount

    from shown_money

),

sums as (

    select
        sum_name,
        sum(raw_amount) as raw_amount,
        sum(shown_amount) as shown_amount,
        1e-9 * (1 + sum(abs(raw_amount))) as tolerance

    from all_money

    group by sum_name

),

differing_sums as (

    select * from sums

    where abs(raw_amount - shown_amount) > tolerance

)

select * from differing_sums
