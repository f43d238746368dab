{#-
    Raw touches, and whether they lie behind the end of the report.
    Arguments: touchpoints, the CTE of raw touches; report_date, that of stg_report_date.
    Returns: SQL of a query.
-#}
{% macro with_is_later(touchpoints, report_date) -%}
    select
        {{ touchpoints }}.*,
        coalesce(
            {{ touchpoints }}.occurred_at_utc >= {{ report_date }}.report_end_at, false
        ) as is_later

    from {{ touchpoints }}
    cross join {{ report_date }}
{%- endmacro %}
