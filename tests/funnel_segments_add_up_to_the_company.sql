-- One row per period and segment type whose counts in a table of the funnel do not add
-- up to the company's, with the columns that do not.
{%- set month = ['month_start'] %}
{%- set entry = ['month_start', 'stage'] %}
{%- set cohort = ['cohort_month', 'cohort_stage', 'to_stage', 'months_since'] %}
{%- set tables = [
    ('fct_lead_volume_monthly', 'channel', month),
    ('fct_lead_volume_monthly', 'persona', month),
    ('fct_lead_quality_monthly', 'channel', month),
    ('fct_lead_quality_monthly', 'persona', month),
    ('fct_stage_dropoff_monthly', 'channel', entry),
    ('fct_stage_dropoff_monthly', 'persona', entry),
    ('fct_funnel_cohorts_monthly', 'channel', cohort),
] %}
with

compared_segments as (

    {% for table, segment_type, keys in tables -%}
    {{ segments_that_differ(table, segment_type, keys) }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

findings as (

    select * from compared_segments

    where columns_that_differ != ''

)

select * from findings
