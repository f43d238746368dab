{#-
    The earliest of several timestamps, nulls left out. On some engines `least` is null
    if any argument is.
    Arguments: timestamps, a list of SQL of timestamps. Returns: SQL of a timestamp, null if
    all are null.
-#}
{% macro earliest(timestamps) -%}
    {%- if timestamps | length == 1 -%}
        {{ return(timestamps[0]) }}
    {%- endif -%}
    nullif(
        least(
            {%- for timestamp in timestamps %}
            coalesce({{ timestamp }}, {{ never() }}){{ "," if not loop.last }}
            {%- endfor %}
        ),
        {{ never() }}
    )
{%- endmacro %}


{#-
    A timestamp later than all others.
    Returns: SQL of a timestamp.
-#}
{% macro never() -%}
    cast('9999-12-31 23:59:59.999999' as timestamp)
{%- endmacro %}
