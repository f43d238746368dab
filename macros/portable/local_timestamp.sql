{#-
    What the clock shows in reporting_timezone at a moment.
    Arguments: moment, SQL of a timestamp in UTC. Returns: SQL of a timestamp.
-#}
{% macro local_timestamp(moment) -%}
    {%- if var("reporting_timezone") == "UTC" -%}
        {{ return(moment) }}
    {%- endif -%}
    {{ return(adapter.dispatch("local_timestamp", "beyond_mql")(moment)) }}
{%- endmacro %}

{% macro default__local_timestamp(moment) -%}
    (({{ moment }}) at time zone 'UTC') at time zone '{{ var("reporting_timezone") }}'
{%- endmacro %}

{% macro spark__local_timestamp(moment) -%}
    from_utc_timestamp({{ moment }}, '{{ var("reporting_timezone") }}')
{%- endmacro %}
