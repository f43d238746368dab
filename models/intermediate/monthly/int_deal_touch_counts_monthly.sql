-- One row per month and segment in which a deal of a known lead was won: the touches
-- that led to its close.
{%- set segment_types = ['channel', 'direction', 'region', 'owner'] %}
with

deals as (

    select * from {{ ref('int_won_deals_touched') }}

),

dated_deals as (

    select
        *,
        {{ month_of('closed_at') }} as month_start

    from deals

),

touch_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        {{ sum_where('is_influenced', 'amount') }} as influenced_revenue,
        {{ count_where('is_new_customer') }} as new_customers_with_lead,
        {{ sum_where('is_new_customer', 'interactions') }} as interactions_to_close,
        {{ sum_where('is_new_customer', 'marketing_touches') }}
            as marketing_touches_to_close

    from dated_deals

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

)

select * from touch_counts
