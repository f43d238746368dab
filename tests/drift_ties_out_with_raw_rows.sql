-- One row per raw table whose periods lose or double rows, or whose warnings are wrong.
with

drift as (

    select * from {{ ref('fct_data_drift') }}

),

summary as (

    select * from {{ ref('fct_data_quality_summary') }}

),

raw_rows as (

    {% for table, timestamp in raw_timestamps().items() -%}
    select
        '{{ table }}' as source_table,
        {{ local_date(timestamp) }} as event_date

    from {{ ref('base_' ~ table) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

periods as (

    select
        source_table,
        min(period_start) as first_day,
        max(period_end) as last_day,
        sum(case when measure = 'rows' then rows_seen else 0 end) as period_rows,
        sum(case when measure = 'rejected_share' then rows_seen else 0 end)
            as classified_rows,
        max(case when measure = 'undated_share' then rows_seen end) as all_rows,
        {{
            count_where(
                'is_warning and high_value is null'
                " or measure != 'rows' and not value between 0 and 1"
                ' or usual_value is null and low_value is not null'
            )
        }} as false_rows

    from drift

    group by source_table

),

raw_counts as (

    select
        periods.source_table,
        count(raw_rows.event_date) as raw_rows

    from periods
    left join raw_rows
        on
            periods.source_table = raw_rows.source_table
            and raw_rows.event_date between periods.first_day and periods.last_day

    group by periods.source_table

),

untied_tables as (

    select
        summary.source_table,
        periods.period_rows,
        periods.classified_rows,
        periods.all_rows,
        periods.false_rows

    from summary
    left join periods
        on summary.source_table = periods.source_table
    left join raw_counts
        on summary.source_table = raw_counts.source_table

    where
        -- A table that has rows has periods.
        periods.source_table is null and summary.rows_in > 0
        or periods.period_rows != raw_counts.raw_rows
        or periods.classified_rows != raw_counts.raw_rows
        or periods.all_rows != summary.rows_in
        or periods.false_rows > 0

)

select * from untied_tables
