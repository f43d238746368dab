-- One row per month and metric about the pipeline and the deals that leave it.
{%- set measures = {
    'opportunities': ['opportunities'],
    'new_pipeline_amount': ['new_pipeline_amount'],
    'open_pipeline_amount': ['open_pipeline_amount'],
    'win_rate': ['win_rate', 'won_deals', 'won_deals + lost_deals'],
    'average_deal_size': ['average_deal_size', 'won_amount', 'won_deals_with_amount'],
    'average_sales_cycle_days':
        ['average_sales_cycle_days', 'won_cycle_days', 'won_deals_with_cycle'],
    'velocity_per_day': ['velocity_per_day'],
} %}
with

pipeline as (

    select * from {{ ref('fct_pipeline_created_monthly') }}

    where segment_type = 'company'

),

velocities as (

    select * from {{ ref('fct_pipeline_velocity_monthly') }}

    where segment_type = 'company'

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

    where segment_type = 'company'

),

company_months as (

    select
        pipeline.month_start,
        pipeline.opportunities,
        pipeline.new_pipeline_amount,
        pipeline.open_pipeline_amount,
        velocities.won_deals,
        velocities.lost_deals,
        velocities.win_rate,
        velocities.won_amount,
        velocities.average_deal_size,
        velocities.average_sales_cycle_days,
        velocities.velocity_per_day,
        {{
            zero_filled('deal_counts', [
                'won_deals_with_amount', 'won_cycle_days', 'won_deals_with_cycle',
            ])
        }}

    from pipeline
    inner join velocities
        on pipeline.month_start = velocities.month_start
    left join deal_counts
        on pipeline.month_start = deal_counts.month_start

),

pipeline_metrics as (

    {{ scorecard_rows('company_months', measures) }}

)

select * from pipeline_metrics
