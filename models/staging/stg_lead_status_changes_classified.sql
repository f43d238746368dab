-- One row per raw row of lead_status_changes: its status.
with

status_changes as (

    select * from {{ ref('base_lead_status_changes') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_status_changes as (

    select
        status_changes.*,
        case
            when status_changes.lead_id is null then 'missing_id'
            when status_changes.changed_at is null then 'missing_timestamp'
            when status_changes.changed_at_utc is null then 'invalid_timestamp'
            when status_changes.status is null then 'missing_status'
        end as rejected_for,
        coalesce(status_changes.changed_at_utc >= report_date.report_end_at, false)
            as is_later

    from status_changes
    cross join report_date

),

numbered_status_changes as (

    select
        *,
        {{ copy_number('lead_status_changes') }} as copy_number,
        {{ row_number_in_table('lead_status_changes') }} as row_number_in_table

    from checked_status_changes

),

classified_status_changes as (

    select
        *,
        {{ row_status('copy_number > 1') }} as row_status

    from numbered_status_changes

)

select * from classified_status_changes
