-- One row per raw row of deal_stage_changes: its text as it came and its timestamp.
with

deal_stage_changes as (

    select * from {{ raw('deal_stage_changes') }}

),

typed_deal_stage_changes as (

    select
        *,
        {{ try_timestamp('changed_at') }} as changed_at_utc

    from {{ cleaned_rows('deal_stage_changes', 'deal_stage_changes') }}

),

changed_deal_stage_changes as (

    select *
    from {{ changed_raw_rows('deal_stage_changes', 'typed_deal_stage_changes') }}

)

select * from changed_deal_stage_changes
