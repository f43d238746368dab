-- One row per day of the calendar: whether it is a business day, Monday to Friday less
-- holidays, and its business hours.
{%- set opening, closing = business_minutes() %}
with

holidays as (

    select * from {{ of_own_rules(ref('holidays')) }}

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
        days.calendar_date,
        days.month_start,
        holidays.holiday_date is null
        and days.calendar_date < {{ date_after('day', 5, 'days.week_start') }}
            as is_business_day,
        {{ moment_of_day('days.calendar_date', opening) }} as opens_at,
        {{ moment_of_day('days.calendar_date', closing) }} as closes_at

    from days
    left join holidays
        on days.calendar_date = cast({{ rule_text('holidays.holiday_date') }} as date)

),

-- Where the clock is changed, a day may have more or fewer.
timed_days as (

    select
        *,
        case
            when is_business_day
                then {{ dbt.datediff('opens_at', 'closes_at', 'second') }}
            else 0
        end as business_seconds

    from classified_days

),

calendar_days as (

    select
        calendar_date,
        month_start,
        is_business_day,
        business_seconds,
        cast(
            sum(business_seconds) over (
                order by calendar_date asc
                rows between unbounded preceding and current row
            ) - business_seconds as bigint
        ) as business_seconds_before,
        opens_at,
        closes_at

    from timed_days

)

select * from calendar_days
