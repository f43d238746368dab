-- One row per raw row of deal_stage_changes: its status, and what its stage means.
with

stage_changes as (

    select * from {{ ref('base_deal_stage_changes') }}

),

deals as (

    select * from {{ ref('stg_deals') }}

),

pipeline_stages as (

    select * from {{ ref('stg_deal_stages') }}

    where pipeline_key is not null

),

general_stages as (

    select * from {{ ref('stg_deal_stages') }}

    where pipeline_key is null

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_stage_changes as (

    select
        stage_changes.*,
        {{ mapped_stage('stage_changes') }} is null as is_unknown_stage,
        coalesce({{ mapped_stage('stage_changes') }}, 'opportunity') as mapped_stage,
        case
            when stage_changes.deal_id is null then 'missing_id'
            when stage_changes.changed_at is null then 'missing_timestamp'
            when stage_changes.changed_at_utc is null then 'invalid_timestamp'
            when stage_changes.stage is null then 'missing_stage'
        end as rejected_for,
        coalesce(stage_changes.changed_at_utc >= report_date.report_end_at, false)
            as is_later

    from stage_changes
    cross join report_date
    left join deals
        on stage_changes.deal_id = deals.deal_id
    left join pipeline_stages
        on {{
            on_stage(
                'stage_changes',
                'pipeline_stages',
                'coalesce(stage_changes.pipeline, deals.pipeline)'
            )
        }}
    left join general_stages
        on {{ on_stage('stage_changes', 'general_stages') }}

),

numbered_stage_changes as (

    select
        *,
        {{ copy_number('deal_stage_changes') }} as copy_number,
        {{ row_number_in_table('deal_stage_changes') }} as row_number_in_table

    from checked_stage_changes

),

classified_stage_changes as (

    select
        *,
        {{ row_status('copy_number > 1') }} as row_status

    from numbered_stage_changes

)

select * from classified_stage_changes
