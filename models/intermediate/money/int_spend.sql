-- One row per cost that counts, in the reporting currency, with its channel; null where
-- it names none.
with

spend as (

    select * from {{ ref('stg_marketing_spend_classified') }}

    where row_status = 'accepted'

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

resolved_spend as (

    select
        spend.spend_id,
        spend.cost_type,
        spend.kind,
        {{
            resolved_channel('spend', 'spend.channel', 'spend.known_channel', 'null')
        }} as channel,
        spend.campaign,
        spend.amount_number * spend.rate as amount,
        {{ local_date('spend.spend_date_utc') }} as spend_date,
        {{ month_of('spend.spend_date_utc') }} as month_start

    from spend
    left join utm_channels
        on {{ on_utm_values('spend') }}

)

select * from resolved_spend
