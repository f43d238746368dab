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

{% macro snowflake__local_timestamp(moment, zone) -%}
    convert_timezone('UTC', '{{ zone }}', {{ moment }})
{%- endmacro %}

{% macro redshift__local_timestamp(moment, zone) -%}
    convert_timezone('UTC', '{{ zone }}', {{ moment }})
{%- endmacro %}

{% macro bigquery__local_timestamp(moment, zone) -%}
    timestamp(datetime({{ moment }}, '{{ zone }}'))
{%- endmacro %}

{% macro trino__local_timestamp(moment, zone) -%}
    cast(with_timezone({{ moment }}, 'UTC') at time zone '{{ zone }}' as timestamp)
{%- endmacro %}
