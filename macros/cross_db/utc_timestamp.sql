{#-
    A local time of a time zone as a timestamp in UTC. In the hour that comes twice the
    later reading counts; in the missing hour the offset before it holds.
    Arguments: local_time, SQL of a timestamp; zone, its name.
    Returns: SQL of a timestamp in UTC.
-#}
{% macro utc_timestamp(local_time, zone) -%}
    {%- if zone == "UTC" -%}
        {{ return(local_time) }}
    {%- endif -%}
    {{ return(adapter.dispatch("utc_timestamp", "beyond_mql")(local_time, zone)) }}
{%- endmacro %}

{% macro default__utc_timestamp(local_time, zone) -%}
    {{ reading_of_clock(local_time, zone, 1) }}
{%- endmacro %}

{#- These two choose so by themselves. -#}
{% macro duckdb__utc_timestamp(local_time, zone) -%}
    {{ engines_reading_of_clock(local_time, zone) }}
{%- endmacro %}

{% macro postgres__utc_timestamp(local_time, zone) -%}
    {{ engines_reading_of_clock(local_time, zone) }}
{%- endmacro %}

{% macro redshift__utc_timestamp(local_time, zone) -%}
    {{ default__utc_timestamp(local_time, zone) }}
{%- endmacro %}


{#-
    A local time as a timestamp in UTC by the offset of the day before or after, if the
    time exists with it; else as the engine reads it.
    Arguments: local_time; zone; days, 1 or -1. Returns: SQL of a timestamp in UTC.
-#}
{% macro reading_of_clock(local_time, zone, days) -%}
    {%- set shifted = engines_reading_of_clock(dbt.dateadd("day", days, local_time), zone) -%}
    {%- set found = dbt.dateadd("day", -days, shifted) -%}
    case
        when {{ local_timestamp(found, zone) }} = {{ local_time }} then {{ found }}
        else {{ engines_reading_of_clock(local_time, zone) }}
    end
{%- endmacro %}


{#-
    The same as the engine itself reads it.
    Arguments: local_time, zone. Returns: SQL of a timestamp in UTC.
-#}
{% macro engines_reading_of_clock(local_time, zone) -%}
    {{ return(adapter.dispatch("engines_reading_of_clock", "beyond_mql")(local_time, zone)) }}
{%- endmacro %}

{% macro default__engines_reading_of_clock(local_time, zone) -%}
    (({{ local_time }}) at time zone '{{ zone }}') at time zone 'UTC'
{%- endmacro %}

{% macro spark__engines_reading_of_clock(local_time, zone) -%}
    to_utc_timestamp({{ local_time }}, '{{ zone }}')
{%- endmacro %}

{% macro snowflake__engines_reading_of_clock(local_time, zone) -%}
    convert_timezone('{{ zone }}', 'UTC', {{ local_time }})
{%- endmacro %}

{% macro redshift__engines_reading_of_clock(local_time, zone) -%}
    convert_timezone('{{ zone }}', 'UTC', {{ local_time }})
{%- endmacro %}

{% macro bigquery__engines_reading_of_clock(local_time, zone) -%}
    timestamp(datetime({{ local_time }}), '{{ zone }}')
{%- endmacro %}

{% macro trino__engines_reading_of_clock(local_time, zone) -%}
    cast(with_timezone({{ local_time }}, '{{ zone }}') at time zone 'UTC' as timestamp)
{%- endmacro %}
