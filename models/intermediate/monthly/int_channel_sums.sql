-- One row per segment (company, channel): its costs and what its MQLs brought in the 12
-- latest mature months, and how MQLs followed the cost in the 24 latest complete ones.
{%- set counts = {
    'cost_counts': ['marketing_cost', 'sales_cost'],
    'lead_counts': ['new_mqls', 'mqls_to_customer', 'mql_cohort_revenue'],
} %}
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

cost_counts as (

    select * from {{ ref('int_cost_counts_monthly') }}

),

company_months as (

    select * from {{ ref('int_company_months') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

months as (

    select
        month_start,
        has_marketing_cost,
        is_mature and mature_months_back <= 12 as is_summed,
        is_complete and complete_months_back <= 24 as is_compared

    from company_months

),

dense_counts as (

    {{ dense_months('months', 'segments', counts, ['channel'], all_months=true) }}

),

-- Differences from the mean keep the small ones of great numbers exact.
compared_months as (

    select
        *,
        case when is_compared then marketing_cost end as cost,
        {% for column in ['marketing_cost', 'new_mqls'] -%}
        case
            when is_compared
                then
                    {{ column }} - avg(cast({{ column }} as {{ double() }})) over (
                        partition by segment_type, segment, is_compared
                    )
        end as {{ column }}_difference{{ "," if not loop.last }}
        {% endfor %}
    from dense_counts

),

channel_sums as (

    select
        segment_type,
        segment,
        {% for column in counts.cost_counts + counts.lead_counts -%}
        {{ sum_where('is_summed', column) }} as {{ column }},
        {% endfor -%}
        {{ count_where('is_summed and has_marketing_cost') }} as months_with_known_cost,
        {{ count_where('is_compared') }} as compared_months,
        {{ count_where('cost > 0') }} as compared_months_with_cost,
        max(cost) - min(cost) as cost_range,
        sum(marketing_cost_difference * marketing_cost_difference) as cost_squares,
        sum(marketing_cost_difference * new_mqls_difference) as cost_mql_products,
        sum(new_mqls_difference * new_mqls_difference) as mql_squares

    from compared_months

    group by segment_type, segment

)

select * from channel_sums
