{#-
    The earliest of several timestamps, nulls left out: `least` of some engines is null as
    soon as one of its arguments is.
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
    A timestamp after all others.
    Returns: SQL of a timestamp.
-#}
{% macro never() -%}
    cast('9999-12-31 23:59:59.999999' as timestamp)
{%- endmacro %}
