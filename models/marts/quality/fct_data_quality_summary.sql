-- One row per raw table: where its rows went.
with

raw_tables as (

    {% for table in raw_tables() -%}
    select '{{ table }}' as source_table
    {{ "union all" if not loop.last }}
    {% endfor %}
),

row_status_counts as (

    select * from {{ ref('int_row_status_counts') }}

),

issues as (

    select * from {{ ref('fct_data_quality_issues') }}

    where severity = 'warning'

),

warning_counts as (

    select
        source_table,
        count(*) as warnings

    from issues

    group by source_table

),

summary as (

    select
        raw_tables.source_table,
        {% for column, row_status in [
            ('rows_in', none), ('accepted', 'accepted'), ('duplicates', 'duplicate'),
            ('deleted', 'deleted'), ('rejected', 'rejected'), ('not_yet', 'not_yet'),
        ] -%}
        cast(
            coalesce(
                sum(
                    {%- if row_status %}
                    case
                        when row_status_counts.row_status = '{{ row_status }}'
                            then row_status_counts.raw_rows
                    end
                    {%- else %}
                    row_status_counts.raw_rows
                    {%- endif %}
                ),
                0
            ) as bigint
        ) as {{ column }},
        {% endfor -%}
        coalesce(max(warning_counts.warnings), 0) as warnings

    from raw_tables
    left join row_status_counts
        on raw_tables.source_table = row_status_counts.source_table
    left join warning_counts
        on raw_tables.source_table = warning_counts.source_table

    group by raw_tables.source_table

)

select * from summary
