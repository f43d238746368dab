-- One row per month and segment: the revenue that was won, and where it came from.
{%- set revenues = [
    'new_customer_revenue', 'expansion_revenue', 'inbound_revenue', 'outbound_revenue',
    'unknown_revenue',
] %}
with

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

    where won_deals > 0

),

touch_counts as (

    select * from {{ ref('int_deal_touch_counts_monthly') }}

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

    {{ targets_of(['revenue']) }}

),

grid as (

    {{ months_with_segments(['deal_counts'], ['channel', 'region', 'owner']) }}

),

dense_counts as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        {{ zero_filled('deal_counts', ['won_deals', 'won_amount'] + revenues) }},
        {{ zero_filled('touch_counts', ['influenced_revenue']) }},
        {{ target_columns(['revenue']) }}

    from grid
    left join deal_counts
        on {{ on_month_and_segment('deal_counts') }}
    left join touch_counts
        on {{ on_month_and_segment('touch_counts') }}
    left join monthly_targets
        on {{ on_month_and_segment('monthly_targets') }}

),

revenue as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        won_deals,
        won_amount as won_revenue,
        {{ change_of('won_amount') }} as revenue_growth,
        {{ revenues | join(", ") }},
        {{ rate('inbound_revenue', 'won_amount') }} as inbound_revenue_share,
        influenced_revenue,
        revenue_target,
        revenue_target_to_date

    from dense_counts

),

shown_revenue as (

    {{ shown_months('revenue') }}

)

select * from shown_revenue
