-- One row per cost that counts, with its channel; null where it names none.
with

spend as (

    select * from {{ ref('stg_marketing_spend') }}

),

named_channels as (

    select * from {{ ref('stg_channels') }}

),

utm_channels as (

    select * from {{ ref('int_utm_channels') }}

),

resolved_spend as (

    select
        spend.spend_id,
        spend.cost_type,
        spend.kind,
        {{ resolved_channel('spend', 'null') }} as channel,
        spend.campaign,
        spend.amount,
        spend.spend_date,
        cast({{ dbt.date_trunc('month', 'spend.spend_date') }} as date) as month_start

    from spend
    left join named_channels
        on {{ on_named_channel('spend') }}
    left join utm_channels
        on {{ on_utm_values('spend') }}

)

select * from resolved_spend
