-- One row per issue of a raw row of deal_stage_changes.
with

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes_classified') }}

),

deals as (

    select * from {{ ref('stg_deals') }}

),

flagged as (

    select
        stage_changes.*,
        stage_changes.is_unknown_stage as unknown_stage,
        deals.deal_id is null as orphan_deal

    from stage_changes
    left join deals
        on stage_changes.deal_id = deals.deal_id

),

issues as (

    {{ issues('deal_stage_changes', 'flagged', ['unknown_stage', 'orphan_deal']) }}

)

select * from issues
