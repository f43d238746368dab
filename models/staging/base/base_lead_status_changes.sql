-- One row per raw row of lead_status_changes: its text as it came and its timestamp.
with

lead_status_changes as (

    select * from {{ raw('lead_status_changes') }}

),

typed_lead_status_changes as (

    select
        *,
        {{ try_timestamp('changed_at') }} as changed_at_utc

    from {{ cleaned_rows('lead_status_changes', 'lead_status_changes') }}

),

changed_lead_status_changes as (

    select *
    from {{ changed_raw_rows('lead_status_changes', 'typed_lead_status_changes') }}

)

select * from changed_lead_status_changes
