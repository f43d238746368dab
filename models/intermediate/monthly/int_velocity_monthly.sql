-- One row per month and segment: the factors of the pipeline's velocity, and the
-- velocity itself, of the month and of the three months that end with it.
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

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

    {{
        dense_months('months', 'segments', {
            'lead_counts': ['new_sqls'],
            'pipeline_counts': ['pipeline_sqls', 'stale_sqls'],
            'deal_counts': [
                'won_deals', 'lost_deals', 'won_amount', 'won_deals_with_amount',
                'won_cycle_days', 'won_deals_with_cycle',
            ],
        }, deal_segments())
    }}

),

velocity_factors as (

    select
        *,
        {{ rate('won_deals', 'won_deals + lost_deals') }} as win_rate,
        {{ rate('won_amount', 'won_deals_with_amount') }} as average_deal_size,
        {{ rate('won_cycle_days', 'won_deals_with_cycle') }}
            as average_sales_cycle_days,
        {{ three_month_rate('won_deals', 'won_deals + lost_deals') }} as win_rate_3m,
        {{ three_month_rate('won_amount', 'won_deals_with_amount') }}
            as average_deal_size_3m,
        {{ three_month_rate('won_cycle_days', 'won_deals_with_cycle') }}
            as average_sales_cycle_days_3m,
        {{ three_month_rate('won_amount', 'days_so_far') }} as won_amount_per_day_3m,
        {{ three_month_sum('won_deals') }} as won_deals_3m

    from dense_counts

),

velocities as (

    select
        *,
        {{ velocity() }} as velocity_per_day_1m,
        {{ velocity('_3m') }} as velocity_per_day,
        {{ rate('won_amount_per_day_3m', velocity('_3m')) }} as velocity_capture

    from velocity_factors

)

select * from velocities
