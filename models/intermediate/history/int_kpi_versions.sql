-- One row per published value of a metric in a closed month: the first value, and each
-- later one that differs from the one before it.
with

metric_values as (

    select * from {{ ref('int_scorecard_values') }}

),

months as (

    select * from {{ ref('int_months') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

earlier_versions as (

    select
        *,
        row_number() over (
            partition by month_start, metric
            order by version_number desc
        ) as version_age

    from {{
        kept_rows_before({
            'month_start': 'date', 'metric': 'text', 'version_number': 'integer',
            'value': 'double precision', 'is_sample': 'boolean', 'as_of_date': 'date',
        })
    }}

    where is_sample = {{ is_sample() }}

),

latest_reports as (

    select max(as_of_date) as as_of_date from earlier_versions

),

new_versions as (

    select
        months.month_start,
        metric_values.metric,
        cast(coalesce(earlier_versions.version_number, 0) + 1 as integer)
            as version_number,
        metric_values.value,
        {{ is_sample() }} as is_sample,
        report_date.as_of_date,
        {{ run_moment() }} as published_at

    from metric_values
    inner join months
        on metric_values.month_start = months.month_start
    cross join report_date
    cross join latest_reports
    left join earlier_versions
        on
            metric_values.month_start = earlier_versions.month_start
            and metric_values.metric = earlier_versions.metric
            and earlier_versions.version_age = 1

    where
        months.is_complete
        -- A cohort rate is not there before its month is mature.
        and (metric_values.value is not null or metric_values.is_mature)
        -- A report re-run as of an earlier day restates nothing.
        and report_date.as_of_date
        >= coalesce(latest_reports.as_of_date, report_date.as_of_date)
        and (
            earlier_versions.month_start is null
            or {{ is_another_value('metric_values.value', 'earlier_versions.value') }}
        )

)

select * from new_versions
