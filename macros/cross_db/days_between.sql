{#-
    Days of 24 hours between two timestamps, with their fraction (to the microsecond).
    Arguments: earlier, later, SQL of timestamps. Returns: SQL of a double, in days.
-#}
{% macro days_between(earlier, later) -%}
    {{ return(adapter.dispatch("days_between", "beyond_mql")(earlier, later)) }}
{%- endmacro %}

{% macro default__days_between(earlier, later) -%}
    date_diff('microsecond', {{ earlier }}, {{ later }}) / 86400000000.0
{%- endmacro %}

{% macro postgres__days_between(earlier, later) -%}
    cast(extract(epoch from ({{ later }} - {{ earlier }})) / 86400.0 as double precision)
{%- endmacro %}

{% macro spark__days_between(earlier, later) -%}
    (unix_micros({{ later }}) - unix_micros({{ earlier }})) / 86400000000.0D
{%- endmacro %}

{% macro snowflake__days_between(earlier, later) -%}
    cast(timestampdiff(microsecond, {{ earlier }}, {{ later }}) as double) / 86400000000
{%- endmacro %}

{% macro bigquery__days_between(earlier, later) -%}
    timestamp_diff({{ later }}, {{ earlier }}, microsecond) / 86400000000
{%- endmacro %}

{% macro redshift__days_between(earlier, later) -%}
    cast(datediff(microsecond, {{ earlier }}, {{ later }}) as double precision) / 86400000000
{%- endmacro %}

{% macro trino__days_between(earlier, later) -%}
    (to_unixtime({{ later }}) - to_unixtime({{ earlier }})) / 86400e0
{%- endmacro %}
