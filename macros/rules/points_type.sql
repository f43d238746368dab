{#-
    The type of points and scores: decimals, so that ten times 0.1 is 1. Digits after the
    sixth are rounded.
    Returns: SQL of a type.
-#}
{% macro points_type() -%}
    decimal(18, 6)
{%- endmacro %}
