-- One row per month that the monthly tables show, and the 15 before: the first months'
-- changes on the year before, in sums of three months, need these.
with

months as (

    select * from {{ ref('int_months_known') }}

    where {{ is_from_first_month(date_after('month', 15, 'month_start')) }}

)

select * from months
