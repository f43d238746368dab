{#-
    A timestamp, moved up to another one if it is earlier.
    Arguments: timestamp, first_timestamp, SQL of timestamps. Returns: SQL of a timestamp, null
    where the timestamp is.
-#}
{% macro not_before(timestamp, first_timestamp) -%}
    case when {{ timestamp }} < {{ first_timestamp }} then {{ first_timestamp }} else {{ timestamp }} end
{%- endmacro %}
