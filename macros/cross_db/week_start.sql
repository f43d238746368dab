{#-
    The Monday with which the week of a day or moment begins.
    Arguments: moment, SQL of a date or timestamp. Returns: SQL of a date.
-#}
{% macro week_start(moment) -%}
    cast({{ adapter.dispatch("truncated_to_week", "beyond_mql")(moment) }} as date)
{%- endmacro %}

{% macro default__truncated_to_week(moment) -%}
    {{ dbt.date_trunc("week", moment) }}
{%- endmacro %}

{#- Its weeks begin on Sunday, but for those of ISO 8601. -#}
{% macro bigquery__truncated_to_week(moment) -%}
    {{ dbt.date_trunc("isoweek", moment) }}
{%- endmacro %}
