-- One row per month and segment: how long deals took to close, and how many touches.
with

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

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
            'deal_counts': [
                'won_deals', 'won_cycle_days', 'won_deals_with_cycle', 'lost_deals',
                'lost_cycle_days', 'lost_deals_with_cycle', 'new_customers_with_lead',
                'interactions_to_close', 'marketing_touches_to_close',
            ],
        }, deal_segments(), values={'deal_counts': ['median_won_days', 'p90_won_days']})
    }}

),

cycles as (

    select
        *,
        {{ rate('won_cycle_days', 'won_deals_with_cycle') }} as average_days

    from dense_counts

),

sales_cycle as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        won_deals,
        average_days,
        median_won_days as median_days,
        p90_won_days as p90_days,
        {{ change_of('average_days') }} as average_days_change,
        lost_deals,
        {{ rate('lost_cycle_days', 'lost_deals_with_cycle') }} as average_days_to_lost,
        {{ rate('interactions_to_close', 'new_customers_with_lead') }}
            as average_interactions_to_close,
        {{ rate('marketing_touches_to_close', 'new_customers_with_lead') }}
            as average_marketing_touches_to_close

    from cycles

),

shown_cycles as (

    {{ shown_months('sales_cycle') }}

)

select * from shown_cycles
