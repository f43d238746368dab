-- One row per raw row of marketing_spend: its text as it came, and its typed values.
with

marketing_spend as (

    select * from {{ raw('marketing_spend') }}

),

typed_marketing_spend as (

    select
        spend_date,
        amount,
        spend_id,
        channel,
        utm_source,
        utm_medium,
        campaign,
        cost_type,
        currency,
        {{ try_number('amount') }} as amount_number,
        {{ try_timestamp('spend_date') }} as spend_date_utc

    from marketing_spend

)

select * from typed_marketing_spend
