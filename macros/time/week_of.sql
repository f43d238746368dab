{#-
    The Monday of the week of a moment in reporting_timezone.
    Arguments: moment, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro week_of(moment) -%}
    cast({{ dbt.date_trunc("week", local_timestamp(moment)) }} as date)
{%- endmacro %}
