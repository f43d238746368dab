-- One row per month and segment: how fast revenue flows out of the pipeline.
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

    where new_sqls > 0

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

),

pipeline_counts as (

    select * from {{ ref('int_pipeline_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_counted') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

dense_counts as (

    {{ dense_months({
        'lead_counts': ['new_sqls'],
        'pipeline_counts': ['pipeline_sqls'],
        'deal_counts': ['won_deals', 'lost_deals', 'won_amount', 'won_cycle_days']
            + ['won_deals_with_amount', 'won_deals_with_cycle'],
    }, ['channel', 'direction', 'region', 'owner']) }}

),

velocity_factors as (

    select
        *,
        {{ velocity_factors() }},
        {{ velocity_factors('three_month_sum', '_3m') }}

    from dense_counts

),

velocities as (

    select
        *,
        {{ velocity() }} as velocity_per_day_1m,
        {{ velocity('_3m') }} as velocity_per_day

    from velocity_factors

),

pipeline_velocity as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        new_sqls,
        pipeline_sqls,
        won_deals,
        lost_deals,
        win_rate,
        won_amount,
        average_deal_size,
        average_sales_cycle_days,
        {{ rate('won_amount', 'days_so_far') }} as won_amount_per_day,
        velocity_per_day_1m,
        velocity_per_day,
        {{ change_of('velocity_per_day') }} as velocity_change

    from velocities

),

shown_velocity as (

    {{ shown_months('pipeline_velocity') }}

)

select * from shown_velocity
