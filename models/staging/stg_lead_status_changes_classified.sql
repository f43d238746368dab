-- One row per raw row of lead_status_changes: its status, and what the lead's means.
with

status_changes as (

    select * from {{ ref('base_lead_status_changes') }}

),

lead_statuses as (

    select * from {{ of_own_rules(ref('lead_statuses')) }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

typed_statuses as (

    select
        {{ rule_lookup_key('crm_status') }} as crm_status_key,
        {{ rule_lookup_key('field') }} as field_key,
        {{ rule_key('status') }} as status

    from lead_statuses

),

checked_status_changes as (

    select
        status_changes.*,
        coalesce(field_statuses.status, general_statuses.status) as mapped_status,
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
    left join typed_statuses as field_statuses
        on
            {{ lookup_key('status_changes.status') }} = field_statuses.crm_status_key
            and {{ lookup_key('status_changes.field') }} = field_statuses.field_key
    left join typed_statuses as general_statuses
        on
            {{ lookup_key('status_changes.status') }} = general_statuses.crm_status_key
            and general_statuses.field_key is null

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
