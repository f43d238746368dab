-- One row per month and segment in which a deal was won or lost: how many were, and
-- what they brought.
{%- set segment_types = ['channel', 'direction', 'region', 'owner'] %}
with

deals as (

    select * from {{ ref('int_deals_segmented') }}

    where closed_at is not null

),

dated_deals as (

    select
        *,
        {{ month_of('closed_at') }} as month_start

    from deals

),

deal_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        {{ count_where('is_won') }} as won_deals,
        {{ count_where('is_lost') }} as lost_deals,
        {{ count_where('is_new_customer') }} as new_customers,
        {{ count_where('is_new_customer and is_marketing_sourced') }}
            as marketing_sourced_customers,
        {{ count_where('is_won and amount is not null') }} as won_deals_with_amount,
        {{ count_where('is_won and cycle_days is not null') }} as won_deals_with_cycle,
        {{ sum_where('is_won', 'amount') }} as won_amount,
        {{ sum_where('is_won', 'cycle_days') }} as won_cycle_days,
        {{ sum_where('is_new_customer', 'amount') }} as new_customer_revenue,
        {{ sum_where('is_new_customer and is_marketing_sourced', 'amount') }}
            as marketing_sourced_revenue,
        {{ sum_where('is_won and not is_new_customer', 'amount') }}
            as expansion_revenue,
        {{ sum_where("is_won and direction = 'inbound'", 'amount') }}
            as inbound_revenue,
        {{ sum_where("is_won and direction = 'outbound'", 'amount') }}
            as outbound_revenue,
        {{ sum_where("is_won and direction = 'unknown'", 'amount') }}
            as unknown_revenue,
        {{ percentile('case when is_won then cycle_days end', 0.5) }}
            as median_won_days,
        {{ percentile('case when is_won then cycle_days end', 0.9) }}
            as p90_won_days,
        {{ count_where('is_lost and cycle_days is not null') }}
            as lost_deals_with_cycle,
        {{ sum_where('is_lost', 'cycle_days') }} as lost_cycle_days

    from dated_deals

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

)

select * from deal_counts
