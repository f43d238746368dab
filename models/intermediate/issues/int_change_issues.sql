-- One row per issue of a raw row of deal_stage_changes or lead_status_changes.
with

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes_classified') }}

),

deals as (

    select * from {{ ref('stg_deals') }}

),

status_changes as (

    select * from {{ ref('stg_lead_status_changes_classified') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

flagged_stages as (

    select
        stage_changes.*,
        stage_changes.is_unknown_stage as unknown_stage,
        deals.deal_id is null as orphan_deal

    from stage_changes
    left join deals on stage_changes.deal_id = deals.deal_id

),

flagged_statuses as (

    select
        status_changes.*,
        status_changes.mapped_status is null as unknown_status,
        leads.lead_id is null as orphan_lead

    from status_changes
    left join leads on status_changes.lead_id = leads.lead_id

),

issues as (

    {{ issues('deal_stage_changes', 'flagged_stages', ['unknown_stage', 'orphan_deal']) }}

    union all

    {{
        issues(
            'lead_status_changes', 'flagged_statuses', ['unknown_status', 'orphan_lead']
        )
    }}

)

select * from issues
