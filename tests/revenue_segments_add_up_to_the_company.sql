-- One row per month and segment type whose counts or amounts do not add up to the
-- company's in a table of revenue, with the columns that do not.
{%- set tables = [
    ('fct_pipeline_created_monthly', 'channel'),
    ('fct_pipeline_created_monthly', 'region'),
    ('fct_pipeline_created_monthly', 'owner'),
    ('fct_revenue_monthly', 'channel'),
    ('fct_revenue_monthly', 'region'),
    ('fct_revenue_monthly', 'owner'),
    ('fct_sales_cycle_monthly', 'channel'),
    ('fct_sales_cycle_monthly', 'direction'),
    ('fct_sales_cycle_monthly', 'region'),
    ('fct_sales_cycle_monthly', 'owner'),
    ('fct_web_traffic_monthly', 'channel'),
] %}
with

compared_segments as (

    {% for table, segment_type in tables -%}
    {{ segments_that_differ(table, segment_type) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

findings as (

    select * from compared_segments

    where columns_that_differ != ''

)

select * from findings
