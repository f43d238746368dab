{#-
    The first day of the month of a timestamp in reporting_timezone.
    Arguments: timestamp, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro month_of(timestamp) -%}
    cast({{ dbt.date_trunc("month", local_timestamp(timestamp)) }} as date)
{%- endmacro %}
