-- One row per change of the status of a lead, by the seed lead_statuses.
with

status_changes as (

    select * from {{ ref('stg_lead_status_changes_classified') }}

    where row_status = 'accepted'

),

lead_statuses as (

    select * from {{ ref('stg_lead_statuses') }}

),

accepted_status_changes as (

    select
        status_changes.lead_id,
        status_changes.status as crm_status,
        -- A status that the seed does not know has no effect.
        coalesce(lead_statuses.status, 'ignored') as status,
        lead_statuses.status is null as is_unknown_status,
        status_changes.changed_at_utc as changed_at

    from status_changes
    left join lead_statuses
        on lower(status_changes.status) = lead_statuses.crm_status_key

)

select * from accepted_status_changes
