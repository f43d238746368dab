-- One row per change of the stage of a deal, by the seed deal_stages.
with

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes_classified') }}

    where row_status = 'accepted'

),

deal_stages as (

    select * from {{ ref('stg_deal_stages') }}

),

accepted_stage_changes as (

    select
        stage_changes.deal_id,
        stage_changes.stage,
        coalesce(deal_stages.stage, 'opportunity') as stage_kind,
        deal_stages.stage is null as is_unknown_stage,
        stage_changes.changed_at_utc as changed_at

    from stage_changes
    left join deal_stages
        on lower(stage_changes.stage) = deal_stages.crm_stage_key

)

select * from accepted_stage_changes
