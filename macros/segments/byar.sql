{#-
    The lower end of Byar's 95% interval of a count, taken as one of rare events (Poisson):
    n (1 − 1 / 9n − 1.96 / 3√n)³; 0 where nothing was counted.
    Arguments: count, SQL of a whole number. Returns: SQL of a double.
-#}
{% macro byar_low(count) -%}
    case when {{ count }} > 0 then {{ byar_end("(" ~ count ~ ")", "-") }} else 0 end
{%- endmacro %}


{#-
    The upper end of the same interval: (n + 1) (1 − 1 / 9(n + 1) + 1.96 / 3√(n + 1))³.
    Arguments, returns: as byar_low.
-#}
{% macro byar_high(count) -%}
    {{ byar_end("(" ~ count ~ " + 1)", "+") }}
{%- endmacro %}


{#-
    One end of the interval.
    Arguments: count, as above; sign, - for the lower end, + for the upper.
    Returns: as byar_low.
-#}
{% macro byar_end(count, sign) -%}
    {%- set n = "cast(" ~ count ~ " as " ~ double() ~ ")" -%}
    {{ n }} * power(1 - 1 / (9 * {{ n }}) {{ sign }} 1.96 / (3 * sqrt({{ n }})), 3)
{%- endmacro %}
