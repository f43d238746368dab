{#-
    The type of points and scores: decimals, so that ten times 0.1 is 1. No cell has more
    than six of them: see is_of_wrong_type.
    Returns: SQL of a type.
-#}
{% macro points_type() -%}
    decimal(18, 6)
{%- endmacro %}
