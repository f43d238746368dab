-- One row per raw table, measure and period of seven days: how many rows were checked,
-- and how many matched the measure.
{%- set own_age = period_age('daily_counts.event_date') %}
with

all_row_status_counts as (

    select * from {{ ref('int_row_status_counts') }}

),

row_status_counts as (

    select
        *,
        case when row_status = 'rejected' then raw_rows else 0 end as rejected_rows

    from all_row_status_counts

),

unknown_channel_counts as (

    select * from {{ ref('int_unknown_channel_counts') }}

),

unmapped_counts as (

    select * from {{ ref('int_unmapped_counts') }}

    where column_name in ('touch_type', 'stage', 'status')

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

daily_counts as (

    {% for measure, counts, rows_seen, rows_found in [
        ('rows', 'row_status_counts', 'raw_rows', 'raw_rows'),
        ('rejected_share', 'row_status_counts', 'raw_rows', 'rejected_rows'),
        ('unknown_channel_share', 'unknown_channel_counts', 'records', 'unknown_records'),
        ('unmapped_share', 'unmapped_counts', 'records',
            'case when value is null then 0 else records end'),
    ] -%}
    select
        source_table,
        '{{ measure }}' as measure,
        event_date,
        {{ rows_seen }} as rows_seen,
        {{ rows_found }} as rows_found

    from {{ counts }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

-- Older periods collapse into one bucket, so that we still know the table existed then.
aged_counts as (

    select
        daily_counts.*,
        case
            when {{ own_age }} > {{ read_periods() }} then {{ read_periods() }}
            else {{ own_age }}
        end as period_age

    from daily_counts
    cross join report_date

),

drift_counts as (

    select
        source_table,
        measure,
        period_age,
        sum(rows_seen) as rows_seen,
        sum(rows_found) as rows_found

    from aged_counts

    where period_age >= 0

    group by source_table, measure, period_age

)

select * from drift_counts
