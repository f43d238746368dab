{#-
    The moment, in UTC, at which the clock in reporting_timezone shows a time.
    Arguments: local_time, SQL of a timestamp. Returns: SQL of a timestamp in UTC.
-#}
{% macro utc_timestamp(local_time) -%}
    {%- if var("reporting_timezone") == "UTC" -%}
        {{ return(local_time) }}
    {%- endif -%}
    {{ return(adapter.dispatch("utc_timestamp", "beyond_mql")(local_time)) }}
{%- endmacro %}

{% macro default__utc_timestamp(local_time) -%}
    (({{ local_time }}) at time zone '{{ var("reporting_timezone") }}') at time zone 'UTC'
{%- endmacro %}

{% macro spark__utc_timestamp(local_time) -%}
    to_utc_timestamp({{ local_time }}, '{{ var("reporting_timezone") }}')
{%- endmacro %}
