{#-
    The Monday of the week of a day or timestamp.
    Arguments: timestamp, SQL of a date or timestamp. Returns: SQL of a date.
-#}
{% macro week_start(timestamp) -%}
    cast({{ adapter.dispatch("truncated_to_week", "beyond_mql")(timestamp) }} as date)
{%- endmacro %}

{% macro default__truncated_to_week(timestamp) -%}
    {{ dbt.date_trunc("week", timestamp) }}
{%- endmacro %}

{#- Its weeks begin on Sunday, but for those of ISO 8601. -#}
{% macro bigquery__truncated_to_week(timestamp) -%}
    {{ dbt.date_trunc("isoweek", timestamp) }}
{%- endmacro %}
