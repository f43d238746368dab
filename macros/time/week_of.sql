{#-
    The Monday of the week of a timestamp in reporting_timezone.
    Arguments: timestamp, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro week_of(timestamp) -%}
    {{ week_start(local_timestamp(timestamp)) }}
{%- endmacro %}
