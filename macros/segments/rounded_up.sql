{#-
    A whole number of deals, leads or visitors that is wanted: rounded to 9 decimals, so
    that no rounding of a computer asks for one more, and then up.
    Arguments: value, SQL of a double. Returns: SQL of a double.
-#}
{% macro rounded_up(value) -%}
    cast(ceil({{ value }} - 0.0000000005) + 0 as {{ double() }})
{%- endmacro %}
