-- One row per period and segment type whose counts or amounts do not add up to the
-- company's, with the columns that do not.
{%- set tables = {
    'fct_funnel_conversion_monthly': ['channel', 'persona'],
    'fct_cost_per_mql_monthly': ['channel'],
    'fct_marketing_sourced_customers_monthly': ['region', 'owner'],
    'fct_pipeline_velocity_monthly': ['channel', 'direction', 'region', 'owner'],
} %}
with

compared_segments as (

    {% for table, segment_types in tables.items() -%}
    {% for segment_type in segment_types -%}
    {{ segments_that_differ(table, segment_type) }}
    {{ "union all" if not loop.last }}

    {% endfor -%}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

findings as (

    select * from compared_segments

    where columns_that_differ != ''

)

select * from findings
