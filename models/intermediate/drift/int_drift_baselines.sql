-- One row per raw table, measure and period of seven days that is shown: its value, and
-- the median and maximum of the drift_weeks periods before it.
with

drift_values as (

    select * from {{ ref('int_drift_values') }}

),

earlier_values as (

    select * from {{ ref('int_drift_values') }}

),

baselines as (

    select
        drift_values.source_table,
        drift_values.measure,
        drift_values.period_age,
        drift_values.rows_seen,
        drift_values.value,
        {{ percentile('earlier_values.value', 0.5) }} as usual_value,
        max(earlier_values.value) as greatest_value

    from drift_values
    left join earlier_values
        on
            drift_values.source_table = earlier_values.source_table
            and drift_values.measure = earlier_values.measure
            and drift_values.has_history
            and drift_values.period_age < earlier_values.period_age
            and drift_values.period_age + {{ var('drift_weeks') }}
            >= earlier_values.period_age

    where drift_values.period_age < {{ shown_periods() }}

    group by
        drift_values.source_table,
        drift_values.measure,
        drift_values.period_age,
        drift_values.rows_seen,
        drift_values.value

)

select * from baselines
