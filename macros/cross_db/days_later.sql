{#-
    The moment some days of 24 hours, with their fraction, after another one.
    Arguments: moment, SQL of a timestamp; days, SQL of a double.
    Returns: SQL of a timestamp, null where either is.
-#}
{% macro days_later(moment, days) -%}
    {{ return(adapter.dispatch("days_later", "beyond_mql")(moment, days)) }}
{%- endmacro %}

{% macro default__days_later(moment, days) -%}
    {{ moment }} + to_microseconds(cast(round({{ days }} * 86400000000) as bigint))
{%- endmacro %}

{% macro postgres__days_later(moment, days) -%}
    {{ moment }} + {{ days }} * interval '1 day'
{%- endmacro %}

{% macro spark__days_later(moment, days) -%}
    timestamp_micros(
        unix_micros({{ moment }}) + cast(round({{ days }} * 86400000000) as bigint)
    )
{%- endmacro %}

{% macro snowflake__days_later(moment, days) -%}
    timestampadd(microsecond, cast(round({{ days }} * 86400000000) as bigint), {{ moment }})
{%- endmacro %}

{% macro bigquery__days_later(moment, days) -%}
    timestamp_add(
        {{ moment }}, interval cast(round({{ days }} * 86400000000) as int64) microsecond
    )
{%- endmacro %}

{% macro redshift__days_later(moment, days) -%}
    dateadd(microsecond, cast(round({{ days }} * 86400000000) as bigint), {{ moment }})
{%- endmacro %}

{#- Trino's intervals are whole milliseconds. -#}
{% macro trino__days_later(moment, days) -%}
    date_add('millisecond', cast(round({{ days }} * 86400000) as bigint), {{ moment }})
{%- endmacro %}
