{#-
    The Monday of the week of a moment in reporting_timezone.
    Arguments: moment, SQL of a timestamp in UTC. Returns: SQL of a date.
-#}
{% macro week_of(moment) -%}
    {{ week_start(local_timestamp(moment)) }}
{%- endmacro %}
