-- One row per issue of a raw row of deal_stage_changes.
with

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes_classified') }}

),

deal_stages as (

    select * from {{ ref('stg_deal_stages') }}

),

deals as (

    select * from {{ ref('stg_deals') }}

),

flagged as (

    select
        stage_changes.*,
        deal_stages.crm_stage_key is null as unknown_stage,
        deals.deal_id is null as orphan_deal

    from stage_changes
    left join deal_stages
        on lower(stage_changes.stage) = deal_stages.crm_stage_key
    left join deals
        on stage_changes.deal_id = deals.deal_id

),

issues as (

    {{ issues('deal_stage_changes', 'flagged', ['unknown_stage', 'orphan_deal']) }}

)

select * from issues
