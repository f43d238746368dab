-- One row per raw table, column and value that no rule knows.
with

unmapped_counts as (

    select * from {{ ref('int_unmapped_counts') }}

    where value is not null

),

unmapped_values as (

    select
        source_table,
        column_name,
        value,
        cast(sum(records) as bigint) as {{ quoted('rows') }},
        min(event_date) as first_seen,
        max(event_date) as last_seen

    from unmapped_counts

    group by source_table, column_name, value

)

select * from unmapped_values
