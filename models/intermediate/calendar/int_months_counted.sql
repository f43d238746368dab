-- One row per month that the monthly tables show, and three before: their first months
-- need these, and a change over three months needs three.
with

months as (

    select * from {{ ref('int_months_known') }}

    where {{ is_from_first_month(date_after('month', 3, 'month_start')) }}

)

select * from months
