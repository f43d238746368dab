-- One row per raw table: where its rows went.
with

raw_tables as (

    {% for table in raw_tables() -%}
    select '{{ table }}' as source_table
    {{ "union all" if not loop.last }}
    {% endfor %}
),

verdict_counts as (

    select * from {{ ref('int_verdict_counts') }}

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
        {% for column, verdict in [
            ('rows_in', none), ('accepted', 'accepted'), ('duplicates', 'duplicate'),
            ('deleted', 'deleted'), ('rejected', 'rejected'), ('not_yet', 'not_yet'),
        ] -%}
        cast(
            coalesce(
                sum(
                    {%- if verdict %}
                    case
                        when verdict_counts.verdict = '{{ verdict }}'
                            then verdict_counts.raw_rows
                    end
                    {%- else %}
                    verdict_counts.raw_rows
                    {%- endif %}
                ),
                0
            ) as bigint
        ) as {{ column }},
        {% endfor -%}
        coalesce(max(warning_counts.warnings), 0) as warnings

    from raw_tables
    left join verdict_counts
        on raw_tables.source_table = verdict_counts.source_table
    left join warning_counts
        on raw_tables.source_table = warning_counts.source_table

    group by raw_tables.source_table

)

select * from summary
