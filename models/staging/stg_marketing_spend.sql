-- One row per cost that counts, in the reporting currency.
with

spend as (

    select * from {{ ref('stg_marketing_spend_judged') }}

    where verdict = 'accepted'

),

cost_types as (

    select * from {{ ref('stg_cost_types') }}

),

accepted_spend as (

    select
        spend.spend_id,
        spend.channel as named_channel,
        spend.utm_source,
        spend.utm_medium,
        spend.campaign,
        spend.cost_type,
        coalesce(cost_types.kind, 'program') as kind,
        spend.amount_number * spend.rate as amount,
        {{ local_date('spend.spend_date_utc') }} as spend_date

    from spend
    left join cost_types
        on lower(spend.cost_type) = cost_types.cost_type_key

)

select * from accepted_spend
