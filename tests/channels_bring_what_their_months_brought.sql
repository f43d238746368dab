-- One row per channel whose sums of the 12 latest mature months are not those of the
-- monthly table, or whose revenue per cost lies outside of its own limits.
{%- set sums = {
    'marketing_cost': 'marketing_cost',
    'sales_cost': 'sales_cost',
    'mqls': 'new_mqls',
    'customers': 'mql_cohort_customers',
    'revenue': 'mql_cohort_revenue',
} %}
with

channels as (

    select * from {{ ref('fct_channel_efficiency') }}

),

channel_months as (

    select
        *,
        dense_rank() over (order by month_start desc) as months_back

    from {{ ref('fct_cost_per_mql_monthly') }}

    where segment_type = 'channel' and is_mature

),

month_sums as (

    select
        segment as channel,
        {% for column, monthly in sums.items() -%}
        sum({{ monthly }}) as {{ column }},
        {% endfor -%}
        -- Of a table that begins later, some of these months are not shown.
        max(months_back) as months_shown

    from channel_months

    where months_back <= 12

    group by segment

),

differing_channels as (

    select
        coalesce(channels.channel, month_sums.channel) as channel,
        channels.revenue_per_cost_low,
        channels.revenue_per_cost,
        channels.revenue_per_cost_high,
        month_sums.marketing_cost,
        month_sums.mqls,
        month_sums.revenue

    from channels
    full outer join month_sums on channels.channel = month_sums.channel

    where
        channels.revenue_per_cost < channels.revenue_per_cost_low
        and channels.revenue >= 0
        or channels.revenue_per_cost > channels.revenue_per_cost_high
        and channels.customers > 0
        and channels.revenue >= 0
        {% for column in sums -%}
        or month_sums.months_shown = 12
        and abs(coalesce(channels.{{ column }}, 0) - month_sums.{{ column }})
        > 1e-9 * (1 + abs(month_sums.{{ column }}))
        {% endfor %}
)

select * from differing_channels
