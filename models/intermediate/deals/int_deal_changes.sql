-- One row per deal with recorded stage changes: when it first reached the stages that
-- matter.
with

stage_changes as (

    select * from {{ ref('stg_deal_stage_changes') }}

),

deal_changes as (

    select
        deal_id,
        count(case when stage_kind = 'prospect' then 1 end) > 0 as was_prospect,
        min(
            case
                when stage_kind in ('opportunity', 'commit', 'won') then changed_at
            end
        ) as first_advanced_at,
        min(case when stage_kind = 'commit' then changed_at end) as first_commit_at,
        min(case when stage_kind = 'won' then changed_at end) as first_won_at,
        min(case when stage_kind = 'lost' then changed_at end) as first_lost_at

    from stage_changes

    group by deal_id

)

select * from deal_changes
