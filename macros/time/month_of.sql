{#-
    The first day of the month of a moment in reporting_timezone.
    Arguments: moment, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro month_of(moment) -%}
    cast({{ dbt.date_trunc("month", local_timestamp(moment)) }} as date)
{%- endmacro %}
