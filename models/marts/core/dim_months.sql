-- One row per month of the report.
with

months as (

    select * from {{ ref('int_months') }}

),

public_months as (

    select
        month_start,
        {{ date_after('day', -1, 'next_month_start') }} as month_end,
        cast(business_days_in_month as bigint) as business_days,
        fiscal_year,
        fiscal_quarter,
        is_complete,
        is_mature

    from months

)

select * from public_months
