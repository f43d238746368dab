{#-
    A UTC timestamp as local time of a time zone.
    Arguments: timestamp, SQL of a timestamp in UTC; zone, reporting_timezone unless given.
    Returns: SQL of a timestamp.
-#}
{% macro local_timestamp(timestamp, zone=none) -%}
    {%- set zone = zone or var("reporting_timezone") -%}
    {%- if zone == "UTC" -%}
        {{ return(timestamp) }}
    {%- endif -%}
    {{ return(adapter.dispatch("local_timestamp", "beyond_mql")(timestamp, zone)) }}
{%- endmacro %}

{% macro default__local_timestamp(timestamp, zone) -%}
    (({{ timestamp }}) at time zone 'UTC') at time zone '{{ zone }}'
{%- endmacro %}

{% macro spark__local_timestamp(timestamp, zone) -%}
    from_utc_timestamp({{ timestamp }}, '{{ zone }}')
{%- endmacro %}

{% macro snowflake__local_timestamp(timestamp, zone) -%}
    convert_timezone('UTC', '{{ zone }}', {{ timestamp }})
{%- endmacro %}

{% macro redshift__local_timestamp(timestamp, zone) -%}
    convert_timezone('UTC', '{{ zone }}', {{ timestamp }})
{%- endmacro %}

{% macro bigquery__local_timestamp(timestamp, zone) -%}
    timestamp(datetime({{ timestamp }}, '{{ zone }}'))
{%- endmacro %}

{% macro trino__local_timestamp(timestamp, zone) -%}
    cast(with_timezone({{ timestamp }}, 'UTC') at time zone '{{ zone }}' as timestamp)
{%- endmacro %}
