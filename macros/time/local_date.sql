{#-
    The day of a timestamp, in reporting_timezone.
    Arguments: timestamp, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro local_date(timestamp) -%}
    cast({{ local_timestamp(timestamp) }} as date)
{%- endmacro %}
