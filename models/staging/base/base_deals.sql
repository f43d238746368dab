-- One row per raw row of deals: its text as it came, and its typed values.
with

deals as (

    select * from {{ raw('deals') }}

),

typed_deals as (

    select
        *,
        {{ try_boolean('is_deleted') }} as is_deleted_flag,
        {{ try_timestamp('created_at') }} as created_at_utc,
        {{ try_timestamp('updated_at') }} as updated_at_utc,
        {{ try_timestamp('closed_at') }} as closed_at_utc

    from {{ cleaned_rows('deals', 'deals') }}

),

changed_deals as (

    select * from {{ changed_raw_rows('deals', 'typed_deals') }}

)

select * from changed_deals
