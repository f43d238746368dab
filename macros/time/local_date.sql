{#-
    The day of a moment in reporting_timezone.
    Arguments: moment, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro local_date(moment) -%}
    cast({{ local_timestamp(moment) }} as date)
{%- endmacro %}
