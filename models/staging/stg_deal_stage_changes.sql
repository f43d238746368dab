-- One row per change of the stage of a deal, by the seed deal_stages.
with

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes_classified') }}

    where row_status = 'accepted'

),

accepted_stage_changes as (

    select
        deal_id,
        stage,
        mapped_stage as stage_kind,
        is_unknown_stage,
        changed_at_utc as changed_at

    from stage_changes

)

select * from accepted_stage_changes
