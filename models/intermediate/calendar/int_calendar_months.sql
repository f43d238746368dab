-- One row per month of the calendar: its business days, Monday to Friday less holidays.
with

holidays as (

    select * from {{ ref('stg_holidays') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

days as (

    select
        cast(spine.date_day as date) as calendar_date,
        cast({{ dbt.date_trunc('month', 'spine.date_day') }} as date) as month_start,
        {{ week_start('spine.date_day') }} as week_start

    from (
        {#- West of UTC the first valid timestamp lies in the month before 1990. #}
        {{
            dbt_utils.date_spine(
                datepart='day',
                start_date="cast('1989-12-01' as date)",
                end_date="cast('2100-01-01' as timestamp)"
            )
        }}
    ) as spine

),

classified_days as (

    select
        days.month_start,
        days.calendar_date,
        holidays.holiday_date is null
        and days.calendar_date < {{ date_after('day', 5, 'days.week_start') }}
            as is_business_day,
        days.calendar_date <= report_date.as_of_date as is_over

    from days
    cross join report_date
    left join holidays
        on days.calendar_date = holidays.holiday_date

),

calendar_months as (

    select
        month_start,
        {{ date_after('day', 1, 'max(calendar_date)') }} as next_month_start,
        {{ count_where('is_business_day and is_over') }} as business_days,
        {{ count_where('is_business_day') }} as business_days_in_month

    from classified_days

    group by month_start

)

select * from calendar_months
