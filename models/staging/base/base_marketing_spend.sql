-- One row per raw row of marketing_spend: its text as it came, and its typed values.
with

marketing_spend as (

    select * from {{ raw('marketing_spend') }}

),

typed_marketing_spend as (

    select
        *,
        {{ try_timestamp('spend_date') }} as spend_date_utc

    from {{ cleaned_rows('marketing_spend', 'marketing_spend') }}

)

select * from typed_marketing_spend
