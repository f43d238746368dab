-- One row per raw row of deal_stage_changes: its text as it came and its timestamp.
with

deal_stage_changes as (

    select * from {{ raw('deal_stage_changes') }}

),

typed_deal_stage_changes as (

    select
        deal_id,
        stage,
        changed_at,
        pipeline,
        stage_kind,
        loaded_at,
        {{ try_timestamp('changed_at') }} as changed_at_utc

    from deal_stage_changes

),

changed_deal_stage_changes as (

    select *
    from {{ changed_raw_rows('deal_stage_changes', 'typed_deal_stage_changes') }}

)

select * from changed_deal_stage_changes
