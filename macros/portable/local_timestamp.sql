{#-
    What the clock of a time zone shows at a moment.
    Arguments: moment, SQL of a timestamp in UTC; zone, reporting_timezone unless given.
    Returns: SQL of a timestamp.
-#}
{% macro local_timestamp(moment, zone=none) -%}
    {%- set zone = zone or var("reporting_timezone") -%}
    {%- if zone == "UTC" -%}
        {{ return(moment) }}
    {%- endif -%}
    {{ return(adapter.dispatch("local_timestamp", "beyond_mql")(moment, zone)) }}
{%- endmacro %}

{% macro default__local_timestamp(moment, zone) -%}
    (({{ moment }}) at time zone 'UTC') at time zone '{{ zone }}'
{%- endmacro %}

{% macro spark__local_timestamp(moment, zone) -%}
    from_utc_timestamp({{ moment }}, '{{ zone }}')
{%- endmacro %}
