-- One row per issue of a raw row of marketing_spend.
with

spend as (

    select * from {{ ref('stg_marketing_spend_judged') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

cost_types as (

    select * from {{ ref('stg_cost_types') }}

),

flagged as (

    select
        spend.*,
        spend.has_stale_rate as stale_exchange_rate,
        spend.channel is not null and channels.channel_key is null as unknown_channel,
        spend.cost_type is not null and cost_types.cost_type_key is null
            as unknown_cost_type,
        spend.copies > 1 as identical_rows

    from spend
    left join channels
        on lower(spend.channel) = channels.channel_key
    left join cost_types
        on lower(spend.cost_type) = cost_types.cost_type_key

),

issues as (

    {{
        issues('marketing_spend', [
            'stale_exchange_rate', 'unknown_channel', 'unknown_cost_type',
            'identical_rows',
        ])
    }}

)

select * from issues
