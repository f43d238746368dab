-- One row per month that the monthly tables show.
with

months as (

    select * from {{ ref('int_months_known') }}

    where {{ is_from_first_month('month_start') }}

)

select * from months
