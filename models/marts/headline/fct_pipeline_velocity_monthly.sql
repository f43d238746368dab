-- One row per month and segment: how much revenue the pipeline gives a day.
with

velocities as (

    select * from {{ ref('int_velocity_monthly') }}

),

pipeline_velocity as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        new_sqls,
        pipeline_sqls,
        stale_sqls,
        won_deals,
        lost_deals,
        win_rate,
        won_amount,
        average_deal_size,
        average_sales_cycle_days,
        {{ rate('won_amount', 'days_so_far') }} as won_amount_per_day,
        velocity_per_day_1m,
        velocity_per_day,
        {{ change_of('velocity_per_day') }} as velocity_change,
        velocity_capture

    from velocities

),

shown_velocity as (

    {{ shown_months('pipeline_velocity') }}

)

select * from shown_velocity
