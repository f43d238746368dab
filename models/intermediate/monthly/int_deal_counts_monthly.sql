-- One row per month and segment in which a deal became an opportunity, was won, lost or
-- credited: how many did, what they brought, and the touches that led to a customer.
{%- set won = "event = 'won'" %}
{%- set lost = "event = 'lost'" %}
{%- set revenue = "event in ('won', 'credit')" %}
{%- set new_customer = "event = 'won' and is_new_customer" %}
{%- set sourced_customer = new_customer ~ " and is_marketing_sourced" %}
{%- set won_days = "case when event = 'won' then cycle_days end" %}
with

deal_events as (

    select * from {{ ref('int_deal_events') }}

),

deal_counts as (

    select
        month_start,
        {{ segment_columns(deal_segments()) }},
        {{ count_where("event = 'opportunity'") }} as opportunities,
        {{ sum_where("event = 'opportunity'", 'amount') }} as new_pipeline_amount,
        {{ sum_where("event = 'opportunity' and is_marketing_sourced", 'amount') }}
            as marketing_sourced_pipeline_amount,
        {{ count_where(won) }} as won_deals,
        {{ count_where(won ~ ' and amount is not null') }} as won_deals_with_amount,
        {{ count_where(won ~ ' and cycle_days is not null') }} as won_deals_with_cycle,
        {{ sum_where(won, 'amount') }} as won_amount,
        {{ sum_where(revenue, 'amount') }} as won_revenue,
        {{ sum_where(won, 'cycle_days') }} as won_cycle_days,
        {{ percentile(won_days, 0.5) }} as median_won_days,
        {{ percentile(won_days, 0.9) }} as p90_won_days,
        {{ count_where(lost) }} as lost_deals,
        {{ count_where(lost ~ ' and cycle_days is not null') }} as lost_deals_with_cycle,
        {{ sum_where(lost, 'cycle_days') }} as lost_cycle_days,
        {{ count_where(new_customer) }} as new_customers,
        {{ count_where(new_customer ~ " and channel != 'unknown'") }}
            as new_customers_of_known_channel,
        {{ count_where(sourced_customer) }} as marketing_sourced_customers,
        {{ count_where(new_customer ~ ' and lead_id is not null') }}
            as new_customers_with_lead,
        {{ sum_where(new_customer, 'interactions') }} as interactions_to_close,
        {{ sum_where(new_customer, 'marketing_touches') }} as marketing_touches_to_close,
        {{ sum_where(new_customer, 'amount') }} as new_customer_amount,
        {{ sum_where(sourced_customer, 'amount') }} as marketing_sourced_revenue,
        {{ sum_where(revenue ~ ' and not is_expansion', 'amount') }}
            as new_customer_revenue,
        {{ sum_where(revenue ~ ' and is_expansion', 'amount') }} as expansion_revenue,
        {{ sum_where(revenue ~ " and direction = 'inbound'", 'amount') }}
            as inbound_revenue,
        {{ sum_where(revenue ~ " and direction = 'outbound'", 'amount') }}
            as outbound_revenue,
        {{ sum_where(revenue ~ " and direction = 'unknown'", 'amount') }}
            as unknown_revenue,
        {{ sum_where(revenue ~ ' and is_influenced', 'amount') }} as influenced_revenue

    from deal_events

    group by {{ grouped_by_segment(['month_start'], deal_segments()) }}

)

select * from deal_counts
