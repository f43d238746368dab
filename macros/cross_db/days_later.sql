{#-
    A timestamp plus some days of 24 hours, with their fraction.
    Arguments: timestamp, SQL of a timestamp; days, SQL of a double.
    Returns: SQL of a timestamp, null where either is.
-#}
{% macro days_later(timestamp, days) -%}
    {{ return(adapter.dispatch("days_later", "beyond_mql")(timestamp, days)) }}
{%- endmacro %}

{% macro default__days_later(timestamp, days) -%}
    {{ timestamp }} + to_microseconds(cast(round({{ days }} * 86400000000) as bigint))
{%- endmacro %}

{% macro postgres__days_later(timestamp, days) -%}
    {{ timestamp }} + {{ days }} * interval '1 day'
{%- endmacro %}

{% macro spark__days_later(timestamp, days) -%}
    timestamp_micros(
        unix_micros({{ timestamp }}) + cast(round({{ days }} * 86400000000) as bigint)
    )
{%- endmacro %}

{% macro snowflake__days_later(timestamp, days) -%}
    timestampadd(microsecond, cast(round({{ days }} * 86400000000) as bigint), {{ timestamp }})
{%- endmacro %}

{% macro bigquery__days_later(timestamp, days) -%}
    timestamp_add(
        {{ timestamp }}, interval cast(round({{ days }} * 86400000000) as int64) microsecond
    )
{%- endmacro %}

{% macro redshift__days_later(timestamp, days) -%}
    dateadd(microsecond, cast(round({{ days }} * 86400000000) as bigint), {{ timestamp }})
{%- endmacro %}

{#- Trino's intervals are whole milliseconds. -#}
{% macro trino__days_later(timestamp, days) -%}
    date_add('millisecond', cast(round({{ days }} * 86400000) as bigint), {{ timestamp }})
{%- endmacro %}
