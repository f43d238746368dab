-- One row per day of the report, from the first month of all through as_of_date.
with

months as (

    select * from {{ ref('int_months_known') }}

),

numbers as (

    select cast(numbers.generated_number as integer) - 1 as days_since
    from ({{ dbt_utils.generate_series(31) }}) as numbers

),

days as (

    select
        {{ date_after('day', 'numbers.days_since', 'months.month_start') }} as date_day

    from months
    inner join numbers
        on months.days_so_far > numbers.days_since

)

select * from days
