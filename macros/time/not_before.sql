{#-
    A moment, but none before another: what happened earlier counts at that one.
    Arguments: moment, first_moment, SQL of timestamps. Returns: SQL of a timestamp, null
    where the moment is.
-#}
{% macro not_before(moment, first_moment) -%}
    case when {{ moment }} < {{ first_moment }} then {{ first_moment }} else {{ moment }} end
{%- endmacro %}
