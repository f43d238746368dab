-- One row per week with new leads: how many became customers.
with

leads as (

    select * from {{ ref('int_leads') }}

),

benchmarks as (

    select * from {{ ref('stg_benchmarks') }}

    where metric = 'lead_to_customer_rate'

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

week_counts as (

    select
        {{ week_of('lead_at') }} as week_start,
        count(*) as new_leads,
        {{ count_where('customer_at is not null') }} as leads_to_customer,
        {{
            count_where(
                is_within_days(
                    'customer_at', 'lead_at', var('lead_conversion_window_days')
                )
            )
        }} as leads_to_customer_in_window

    from leads

    group by {{ week_of('lead_at') }}

),

mature_weeks as (

    select
        week_counts.*,
        benchmarks.benchmark_low,
        benchmarks.benchmark_high,
        -- The week's last day is six days after its Monday.
        {{
            date_after(
                'day', 6 + var('lead_conversion_window_days') | int, 'week_counts.week_start'
            )
        }} <= report_date.as_of_date as is_mature

    from week_counts
    cross join report_date
    left join benchmarks
        on true

),

lead_to_customer as (

    select
        week_start,
        new_leads,
        leads_to_customer,
        {{ mature_rate('leads_to_customer_in_window', 'new_leads') }}
            as lead_to_customer_rate,
        benchmark_low,
        benchmark_high,
        is_mature

    from mature_weeks

    where {{ is_from_first_month('week_start') }}

)

select * from lead_to_customer
