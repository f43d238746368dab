-- One row per month of the calendar: its business days.
with

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

calendar_months as (

    select
        calendar_days.month_start,
        {{ date_after('day', 1, 'max(calendar_days.calendar_date)') }}
            as next_month_start,
        {{
            count_where(
                'calendar_days.is_business_day'
                ' and calendar_days.calendar_date <= report_date.as_of_date'
            )
        }} as business_days,
        {{ count_where('calendar_days.is_business_day') }} as business_days_in_month

    from calendar_days
    cross join report_date

    group by calendar_days.month_start

)

select * from calendar_months
