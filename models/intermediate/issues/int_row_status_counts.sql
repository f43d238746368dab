-- One row per raw table, row status and day: how many raw rows have that status.
with

row_statuses as (

    {% for table, timestamp in raw_timestamps().items() -%}
    select
        '{{ table }}' as source_table,
        row_status,
        {{ local_date(timestamp) }} as event_date

    from {{ ref('stg_' ~ table ~ '_classified') }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

row_status_counts as (

    select
        source_table,
        row_status,
        event_date,
        count(*) as raw_rows

    from row_statuses

    group by source_table, row_status, event_date

)

select * from row_status_counts
