-- One row per deal, with its segments: what is null in the deal is `unknown` here.
with

deals as (

    select * from {{ ref('int_deals') }}

),

segmented_deals as (

    select
        deal_id,
        lead_id,
        customer_key,
        channel,
        coalesce(direction, 'unknown') as direction,
        coalesce(region, 'unknown') as region,
        coalesce(owner, 'unknown') as owner,
        stage,
        amount,
        cycle_days,
        is_open,
        is_won,
        is_lost,
        is_new_customer,
        is_marketing_sourced,
        created_at,
        opportunity_at,
        commit_at,
        closed_at,
        expected_close_at

    from deals

)

select * from segmented_deals
