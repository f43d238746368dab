-- One row per raw table with rows: the share that is rejected and has no date. Such
-- rows belong to no period.
with

row_status_counts as (

    select * from {{ ref('int_row_status_counts') }}

),

undated_counts as (

    select
        source_table,
        min(event_date) as first_event_date,
        sum(raw_rows) as rows_seen,
        sum(
            case
                when row_status = 'rejected' and event_date is null then raw_rows
                else 0
            end
        ) as undated_rows

    from row_status_counts

    group by source_table

),

undated_shares as (

    select
        source_table,
        first_event_date,
        rows_seen,
        {{ rate('undated_rows', 'rows_seen') }} as value

    from undated_counts

)

select * from undated_shares
