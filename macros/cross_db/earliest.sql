{#-
    The earliest of several moments, nulls left out: `least` of some engines is null as
    soon as one of its arguments is.
    Arguments: moments, a list of SQL of timestamps. Returns: SQL of a timestamp, null if
    all are null.
-#}
{% macro earliest(moments) -%}
    {%- if moments | length == 1 -%}
        {{ return(moments[0]) }}
    {%- endif -%}
    nullif(
        least(
            {%- for moment in moments %}
            coalesce({{ moment }}, {{ never() }}){{ "," if not loop.last }}
            {%- endfor %}
        ),
        {{ never() }}
    )
{%- endmacro %}


{#-
    A moment after all others.
    Returns: SQL of a timestamp.
-#}
{% macro never() -%}
    cast('9999-12-31 23:59:59.999999' as timestamp)
{%- endmacro %}
