{#-
    An alert in words: the metric, its month and what was found, as in `leads of 2025-01 …`.
    Arguments: table, the alias of what has metric and month_start; finding, text.
    Returns: SQL of a text.
-#}
{% macro alert_message(table, finding) -%}
    {{ table }}.metric || ' of ' || substr(cast({{ table }}.month_start as {{ dbt.type_string() }}), 1, 7)
    || ' {{ finding }}'
{%- endmacro %}
