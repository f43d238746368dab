-- One row per month and metric: value, change, target and benchmark.
with

metric_values as (

    select * from {{ ref('int_scorecard_values') }}

),

months as (

    select * from {{ ref('int_months') }}

),

targets as (

    select * from {{ ref('stg_targets') }}

),

benchmarks as (

    select * from {{ ref('stg_benchmarks') }}

),

measured_months as (

    select
        months.month_start,
        metric_values.metric,
        metric_values.better_when,
        metric_values.value,
        metric_values.numerator,
        metric_values.denominator,
        metric_values.kind in ('rate', 'cohort_rate')
        and metric_values.value is not null as is_rate,
        targets.target,
        -- Only metrics that grow over a month have a target to date.
        case
            when metric_values.kind in ('count', 'amount')
                then {{ target_to_date('targets.target', 'months') }}
            else targets.target
        end as target_to_date,
        benchmarks.benchmark_low,
        benchmarks.benchmark_high,
        months.is_complete,
        months.is_mature

    from metric_values
    inner join months
        on metric_values.month_start = months.month_start
    left join targets
        on
            metric_values.month_start = targets.month_start
            and metric_values.metric = targets.metric
    left join benchmarks
        on metric_values.metric = benchmarks.metric

),

scorecard as (

    select
        month_start,
        metric,
        value,
        numerator,
        denominator,
        {{ last_months('value', 'metric') }} as previous_value,
        {{ change_of('value', 'metric') }} as change,
        target,
        target_to_date,
        {{ target_status('value') }} as target_status,
        benchmark_low,
        benchmark_high,
        {{ benchmark_status('value') }} as benchmark_status,
        better_when,
        case when is_rate then {{ wilson_low('numerator', 'denominator') }} end
            as rate_low,
        case when is_rate then {{ wilson_high('numerator', 'denominator') }} end
            as rate_high,
        coalesce(denominator < 30, false) as is_small_sample,
        is_complete,
        is_mature

    from measured_months

)

select * from scorecard
