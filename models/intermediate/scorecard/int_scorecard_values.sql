-- One row per month and metric of the scorecard: its value, and what it is made of.
{%- set families = ['leads', 'pipeline', 'revenue', 'costs', 'web', 'programs'] %}
with

{% for family in families -%}
{{ family }}_metrics as (

    select * from {{ ref('int_scorecard_' ~ family) }}

),

{% endfor -%}
metric_values as (

    {% for family in families -%}
    select
        month_start,
        metric,
        value,
        numerator,
        denominator

    from {{ family }}_metrics
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from metric_values
