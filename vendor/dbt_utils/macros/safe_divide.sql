{#- A division that is null, not an error, where the denominator is zero. -#}
{%- macro safe_divide(numerator, denominator) -%}
    ( {{ numerator }} ) / nullif( ( {{ denominator }} ), 0)
{%- endmacro -%}
