-- One row per cost that counts, in order of time.
with

spend as (

    select * from {{ ref('int_spend') }}

),

public_spend as (

    select
        spend_id,
        spend_date,
        cost_type,
        kind,
        channel,
        campaign,
        amount

    from spend

    order by spend_date asc

)

select * from public_spend
