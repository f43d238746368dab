-- One row per month and segment: how long deals took to close, and how many touches.
{%- set segment_types = ['channel', 'direction', 'region', 'owner'] %}
with

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

),

touch_counts as (

    select * from {{ ref('int_deal_touch_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_counted') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

grid as (

    {{ months_with_segments(['deal_counts'], segment_types) }}

),

cycles as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        {{ zero_filled('deal_counts', ['won_deals', 'lost_deals']) }},
        {{ rate('deal_counts.won_cycle_days', 'deal_counts.won_deals_with_cycle') }}
            as average_days,
        deal_counts.median_won_days as median_days,
        deal_counts.p90_won_days as p90_days,
        {{ rate('deal_counts.lost_cycle_days', 'deal_counts.lost_deals_with_cycle') }}
            as average_days_to_lost,
        {{
            rate(
                'touch_counts.interactions_to_close',
                'touch_counts.new_customers_with_lead'
            )
        }} as average_interactions_to_close,
        {{
            rate(
                'touch_counts.marketing_touches_to_close',
                'touch_counts.new_customers_with_lead'
            )
        }} as average_marketing_touches_to_close

    from grid
    left join deal_counts
        on {{ on_month_and_segment('deal_counts') }}
    left join touch_counts
        on {{ on_month_and_segment('touch_counts') }}

),

sales_cycle as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        won_deals,
        average_days,
        median_days,
        p90_days,
        {{ change_of('average_days') }} as average_days_change,
        lost_deals,
        average_days_to_lost,
        average_interactions_to_close,
        average_marketing_touches_to_close

    from cycles

),

shown_cycles as (

    {{ shown_months('sales_cycle') }}

)

select * from shown_cycles
