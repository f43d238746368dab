-- One row per month and segment: the pipeline that came, and the pipeline that is open.
with

opportunity_counts as (

    select * from {{ ref('int_opportunity_counts_monthly') }}

),

pipeline_counts as (

    select * from {{ ref('int_pipeline_counts_monthly') }}

    where open_deals > 0

),

targets as (

    select * from {{ ref('stg_targets') }}

),

months as (

    select * from {{ ref('int_months_counted') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

monthly_targets as (

    {{ targets_of(['opportunities']) }}

),

grid as (

    {{ months_with_segments(
        ['opportunity_counts', 'pipeline_counts'], ['channel', 'region', 'owner']
    ) }}

),

dense_counts as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        {{
            zero_filled('opportunity_counts', ['opportunities', 'new_pipeline_amount'])
        }},
        {{ zero_filled('pipeline_counts', ['open_deals', 'open_pipeline_amount']) }},
        {{ target_columns(['opportunities']) }}

    from grid
    left join opportunity_counts
        on {{ on_month_and_segment('opportunity_counts') }}
    left join pipeline_counts
        on {{ on_month_and_segment('pipeline_counts') }}
    left join monthly_targets
        on {{ on_month_and_segment('monthly_targets') }}

),

pipeline_created as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        opportunities,
        {{ change_of('opportunities') }} as opportunities_change,
        new_pipeline_amount,
        {{ change_of('new_pipeline_amount') }} as new_pipeline_change,
        open_deals,
        open_pipeline_amount,
        {{ change_of('open_pipeline_amount') }} as open_pipeline_change,
        opportunities_target,
        opportunities_target_to_date

    from dense_counts

),

shown_pipeline as (

    {{ shown_months('pipeline_created') }}

)

select * from shown_pipeline
