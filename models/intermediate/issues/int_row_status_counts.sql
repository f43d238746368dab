-- One row per raw table, row status and day of its rows: how many raw rows met it.
with

row_statuses as (

    {% for table, moment in raw_moments().items() -%}
    select
        '{{ table }}' as source_table,
        row_status,
        {{ local_date(moment) }} as event_date

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
