-- One row per month and segment: the pipeline created, and the pipeline open.
with

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

),

pipeline_counts as (

    select * from {{ ref('int_pipeline_counts_monthly') }}

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

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'deal_counts': [
                'opportunities', 'new_pipeline_amount',
                'marketing_sourced_pipeline_amount',
            ],
            'pipeline_counts': ['open_deals', 'open_pipeline_amount'],
        }, ['channel', 'region', 'owner'])
    }}

),

targeted_counts as (

    select
        dense_counts.*,
        {{ target_columns(['opportunities'], 'monthly_targets', 'dense_counts') }}

    from dense_counts
    left join monthly_targets
        on {{ on_month_and_segment('monthly_targets', 'dense_counts') }}

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
        marketing_sourced_pipeline_amount,
        {{ rate('marketing_sourced_pipeline_amount', 'new_pipeline_amount') }}
            as marketing_sourced_pipeline_share,
        opportunities_target,
        opportunities_target_to_date

    from targeted_counts

),

shown_pipeline as (

    {{ shown_months('pipeline_created') }}

)

select * from shown_pipeline
