{#-
    A needed number of deals, leads or visitors, rounded up. It is first rounded to 9
    decimals, so that a floating-point error adds none.
    Arguments: value, SQL of a double. Returns: SQL of a double.
-#}
{% macro rounded_up(value) -%}
    cast(ceil({{ value }} - 0.0000000005) + 0 as {{ double() }})
{%- endmacro %}
