-- One row per month that the monthly tables show, and the three before: changes and
-- three-month sums of the first months need these.
with

months as (

    select * from {{ ref('int_months_known') }}

    where {{ is_from_first_month(date_after('month', 3, 'month_start')) }}

)

select * from months
