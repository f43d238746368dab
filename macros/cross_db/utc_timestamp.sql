{#-
    A local time of a time zone as a timestamp in UTC.
    Arguments: local_time, SQL of a timestamp; zone, reporting_timezone unless given.
    Returns: SQL of a timestamp in UTC.
-#}
{% macro utc_timestamp(local_time, zone=none) -%}
    {%- set zone = zone or var("reporting_timezone") -%}
    {%- if zone == "UTC" -%}
        {{ return(local_time) }}
    {%- endif -%}
    {{ return(adapter.dispatch("utc_timestamp", "beyond_mql")(local_time, zone)) }}
{%- endmacro %}

{% macro default__utc_timestamp(local_time, zone) -%}
    (({{ local_time }}) at time zone '{{ zone }}') at time zone 'UTC'
{%- endmacro %}

{% macro spark__utc_timestamp(local_time, zone) -%}
    to_utc_timestamp({{ local_time }}, '{{ zone }}')
{%- endmacro %}

{% macro snowflake__utc_timestamp(local_time, zone) -%}
    convert_timezone('{{ zone }}', 'UTC', {{ local_time }})
{%- endmacro %}

{% macro redshift__utc_timestamp(local_time, zone) -%}
    convert_timezone('{{ zone }}', 'UTC', {{ local_time }})
{%- endmacro %}

{% macro bigquery__utc_timestamp(local_time, zone) -%}
    timestamp(datetime({{ local_time }}), '{{ zone }}')
{%- endmacro %}

{% macro trino__utc_timestamp(local_time, zone) -%}
    cast(with_timezone({{ local_time }}, '{{ zone }}') at time zone 'UTC' as timestamp)
{%- endmacro %}
