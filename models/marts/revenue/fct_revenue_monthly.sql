-- One row per month and segment: the revenue that was won, and where it came from.
with

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

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

dense_counts as (

    {{
        dense_months('months', 'segments', {
            'deal_counts': [
                'won_deals', 'won_revenue', 'new_customer_revenue', 'expansion_revenue',
                'inbound_revenue', 'outbound_revenue', 'unknown_revenue',
                'influenced_revenue',
            ],
        }, ['channel', 'region', 'owner'])
    }}

),

targeted_counts as (

    select
        dense_counts.*,
        {{ target_columns(['revenue'], 'monthly_targets', 'dense_counts') }}

    from dense_counts
    left join monthly_targets
        on {{ on_month_and_segment('monthly_targets', 'dense_counts') }}

),

revenue as (

    select
        month_start,
        segment_type,
        segment,
        is_complete,
        won_deals,
        won_revenue,
        {{ change_of('won_revenue') }} as revenue_growth,
        new_customer_revenue,
        expansion_revenue,
        inbound_revenue,
        outbound_revenue,
        unknown_revenue,
        case
            when won_revenue > 0 then {{ rate('inbound_revenue', 'won_revenue') }}
        end as inbound_revenue_share,
        influenced_revenue,
        revenue_target,
        revenue_target_to_date

    from targeted_counts

),

shown_revenue as (

    {{ shown_months('revenue') }}

)

select * from shown_revenue
