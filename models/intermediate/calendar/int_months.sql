-- One row per month from the first in which something happened through the report's.
with

spine as (

    {{
        dbt_utils.date_spine(
            datepart='month',
            start_date="cast('1990-01-01' as date)",
            end_date="cast('2100-01-01' as date)"
        )
    }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

first_events as (

    select min({{ month_of('created_at') }}) as month_start from {{ ref('stg_leads') }}
    union all
    select min({{ month_of('occurred_at') }}) as month_start
    from {{ ref('stg_touchpoints') }}
    union all
    select min({{ month_of('created_at') }}) as month_start
    from {{ ref('int_deals_staged') }}
    union all
    select min({{ month_of('closed_at') }}) as month_start
    from {{ ref('int_deals_staged') }}
    union all
    select min(month_start) as month_start from {{ ref('int_spend') }}
    union all
    select min(cast({{ dbt.date_trunc('month', 'traffic_date') }} as date)) as month_start
    from {{ ref('stg_web_traffic') }}

),

first_months as (

    select min(month_start) as month_start from first_events

),

spine_months as (

    select
        cast(date_month as date) as month_start,
        cast({{ dbt.dateadd('month', 1, 'date_month') }} as date) as next_month_start

    from spine

),

months as (

    select
        spine_months.month_start,
        spine_months.next_month_start,
        -- Its first moment that a month does not know any more; the report may end before.
        least(
            {{ utc_timestamp('cast(spine_months.next_month_start as timestamp)') }},
            report_date.report_end_at
        ) as month_end_at,
        {{
            dbt.datediff(
                'spine_months.month_start',
                'least(spine_months.next_month_start, cast('
                ~ dbt.dateadd('day', 1, 'report_date.as_of_date') ~ ' as date))',
                'day'
            )
        }} as days_so_far,
        spine_months.next_month_start
        <= cast({{ dbt.dateadd('day', 1, 'report_date.as_of_date') }} as date)
            as is_complete,
        {{ dbt.dateadd('day', var('conversion_window_days'), 'spine_months.next_month_start') }}
        <= {{ dbt.dateadd('day', 1, 'report_date.as_of_date') }} as is_mature

    from spine_months
    cross join report_date
    inner join first_months
        on spine_months.month_start >= first_months.month_start

    where spine_months.month_start <= report_date.as_of_date

)

select * from months
