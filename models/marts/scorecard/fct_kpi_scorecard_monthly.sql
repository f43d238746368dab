-- One row per month and metric: value, change, target and benchmark.
with

metric_values as (

    select * from {{ ref('int_scorecard_values') }}

),

months as (

    select * from {{ ref('int_months_known') }}

),

targets as (

    select * from {{ ref('stg_targets') }}

),

benchmarks as (

    select * from {{ ref('stg_benchmarks') }}

),

measured_months as (

    select
        metric_values.*,
        metric_values.kind in {{ kinds('in_points') }} as is_in_points,
        metric_values.kind in {{ kinds('with_interval') }} as has_interval,
        months.is_complete,
        months.fiscal_year,
        months.fiscal_quarter,
        months.business_days,
        months.business_days_in_month,
        targets.target,
        {{ target_due('metric_values.kind') }} as target_to_date,
        benchmarks.benchmark_low,
        benchmarks.benchmark_high

    from metric_values
    inner join months on metric_values.month_start = months.month_start
    left join targets
        on
            metric_values.month_start = targets.month_start
            and metric_values.metric = targets.metric
    left join benchmarks on metric_values.metric = benchmarks.metric

),

scorecard as (

    select
        month_start,
        metric,
        value,
        numerator,
        denominator,
        {% for months, before, change in [
            (1, 'previous_value', 'change'), (12, 'value_year_ago', 'change_on_year'),
        ] -%}
        {{ last_months('value', 'metric', months) }} as {{ before }},
        case when not is_in_points then {{ change_of('value', 'metric', months) }} end
            as {{ change }},
        case when is_in_points then {{ change_points_of('value', 'metric', months) }} end
            as {{ change | replace('change', 'change_points') }},
        {% endfor -%}
        {{ value_to_date('fiscal_year, fiscal_quarter') }} as quarter_to_date,
        {{ value_to_date('fiscal_year') }} as year_to_date,
        {{ projected_value() }} as projected_value,
        target,
        target_to_date,
        {{ needed_per_business_day() }} as needed_per_business_day,
        {{ target_status('value') }} as target_status,
        benchmark_low,
        benchmark_high,
        {{ benchmark_status('value') }} as benchmark_status,
        better_when,
        case when has_interval then {{ wilson_low('numerator', 'denominator') }} end
            as rate_low,
        case when has_interval then {{ wilson_high('numerator', 'denominator') }} end
            as rate_high,
        sample_size < 30 as is_small_sample,
        is_complete,
        is_mature

    from measured_months

),

shown_scorecard as (

    {{ shown_months('scorecard') }}

)

select * from shown_scorecard
