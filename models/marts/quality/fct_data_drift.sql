-- One row per raw table, measure and period of seven days that ends with as_of_date or
-- whole weeks before it: the value, its baseline, and whether it is a warning.
with

baselines as (

    select * from {{ ref('int_drift_baselines') }}

),

undated_shares as (

    select * from {{ ref('int_undated_shares') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

-- A value beyond these bounds is a warning. The bounds allow for noise in counts.
limited_values as (

    select
        source_table,
        measure,
        period_age,
        rows_seen,
        value,
        usual_value,
        case when measure = 'rows' then {{ lower_bound('usual_value') }} end
            as low_value,
        case
            when measure = 'rows'
                then {{ upper_bound('usual_value', 'greatest_value') }}
            when rows_seen > 0
                then {{ upper_bound_of_share('usual_value', 'rows_seen') }}
        end as high_value

    from baselines

    union all

    -- The number of rows without a date is known only for the whole table.
    select
        undated_shares.source_table,
        'undated_share' as measure,
        0 as period_age,
        undated_shares.rows_seen,
        undated_shares.value,
        null as usual_value,
        null as low_value,
        {{ upper_bound_of_undated_share() }} as high_value

    from undated_shares
    cross join report_date

),

drift as (

    select
        limited_values.source_table,
        limited_values.measure,
        cast(limited_values.rows_seen as bigint) as rows_seen,
        cast(limited_values.value as {{ double() }}) as value,
        cast(limited_values.usual_value as {{ double() }}) as usual_value,
        cast(limited_values.low_value as {{ double() }}) as low_value,
        cast(limited_values.high_value as {{ double() }}) as high_value,
        coalesce(
            limited_values.value < limited_values.low_value - 1e-9
            or limited_values.value > limited_values.high_value + 1e-9,
            false
        ) as is_warning,
        {{
            date_after(
                'day', '-6 - 7 * limited_values.period_age', 'report_date.as_of_date'
            )
        }} as period_start,
        {{
            date_after(
                'day', '-7 * limited_values.period_age', 'report_date.as_of_date'
            )
        }} as period_end

    from limited_values
    cross join report_date

)

select * from drift
