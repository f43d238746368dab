{#-
    The type of points and scores: decimals, so that ten times 0.1 is 1. No cell has more
    than six of them: see is_of_wrong_type.
    Returns: SQL of a type.
-#}
{% macro points_type() -%}
    decimal(18, 6)
{%- endmacro %}


{#-
    The points of the touches that meet a condition; 0 if none does. Reads touchpoints.
    Arguments: condition, SQL of a boolean. Returns: SQL of points_type().
-#}
{% macro points_where(condition) -%}
    cast(
        coalesce(sum(case when {{ condition }} then touchpoints.points end), 0)
        as {{ points_type() }}
    )
{%- endmacro %}
