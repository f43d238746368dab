-- One row per deal that counts.
with

deals as (

    select * from {{ ref('int_deals') }}

),

public_deals as (

    select
        deal_id,
        lead_id,
        account_id,
        customer_key,
        channel,
        direction,
        region,
        owner,
        stage,
        created_at,
        opportunity_at,
        commit_at,
        closed_at,
        expected_close_at,
        is_open,
        is_won,
        is_credit,
        is_new_customer,
        is_marketing_sourced,
        amount,
        cycle_days

    from deals

)

select * from public_deals
