-- One row per raw table, measure and period of seven days, from the first period with a
-- row on: the value of the measure. Periods without rows are included.
with

drift_counts as (

    select * from {{ ref('int_drift_counts') }}

),

ages as (

    {% for age in range(read_periods()) -%}
    select {{ age }} as period_age
    {{ "union all" if not loop.last }}
    {% endfor %}
),

series as (

    select
        source_table,
        max(period_age) as first_age

    from drift_counts

    where measure = 'rows'

    group by source_table

),

measures as (

    select distinct
        source_table,
        measure

    from drift_counts

    where measure = 'rows' or period_age < {{ read_periods() }}

),

drift_values as (

    select
        measures.source_table,
        measures.measure,
        ages.period_age,
        -- Nothing is known before this period, so there is no baseline yet.
        ages.period_age
        + {{ var('drift_weeks') }} <= series.first_age as has_history,
        coalesce(drift_counts.rows_seen, 0) as rows_seen,
        case
            when measures.measure = 'rows'
                then cast(coalesce(drift_counts.rows_found, 0) as {{ double() }})
            else {{ rate('drift_counts.rows_found', 'drift_counts.rows_seen') }}
        end as value

    from measures
    inner join series
        on measures.source_table = series.source_table
    inner join ages
        on series.first_age >= ages.period_age
    left join drift_counts
        on
            measures.source_table = drift_counts.source_table
            and measures.measure = drift_counts.measure
            and ages.period_age = drift_counts.period_age

)

select * from drift_values
