{#-
    A text as a number; null if it is none.

    The whole text is checked first, so that no cast can fail on any engine: an optional
    sign, digits, an optional point and an optional exponent. Up to 60 digits on either
    side of the point and exponents up to 199 keep it within the range of a double.

    Arguments: text, SQL of a trimmed text. Returns: SQL of a double.
-#}
{% macro try_number(text) -%}
    {%- set digits = "([0-9]{1,60}([.][0-9]{0,60})?|[.][0-9]{1,60})" -%}
    {%- set exponent = "([eE][+-]?0{0,9}1?[0-9]{1,2})?" -%}
    case
        when {{ matches(text, "^[+-]?" ~ digits ~ exponent ~ "$") }}
            then cast({{ text }} as {{ double() }})
    end
{%- endmacro %}
