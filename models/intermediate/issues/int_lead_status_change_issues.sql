-- One row per issue of a raw row of lead_status_changes.
with

status_changes as (

    select * from {{ ref('stg_lead_status_changes_classified') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

flagged as (

    select
        status_changes.*,
        status_changes.mapped_status is null as unknown_status,
        leads.lead_id is null as orphan_lead

    from status_changes
    left join leads
        on status_changes.lead_id = leads.lead_id

),

issues as (

    {{ issues('lead_status_changes', 'flagged', ['unknown_status', 'orphan_lead']) }}

)

select * from issues
