-- One row per change of the status of a lead, by the seed lead_statuses.
with

status_changes as (

    select * from {{ ref('stg_lead_status_changes_classified') }}

    where row_status = 'accepted'

),

accepted_status_changes as (

    select
        lead_id,
        status as crm_status,
        -- A status that the seed does not know has no effect.
        coalesce(mapped_status, 'ignored') as status,
        mapped_status is null as is_unknown_status,
        changed_at_utc as changed_at

    from status_changes

)

select * from accepted_status_changes
