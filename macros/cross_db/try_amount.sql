{#-
    The amount that a text says, or null where it says none. Where any amount of the rows
    has a decimal comma (`12.500,00`), `1.250` is a European thousand and no number.
    Arguments: text, a column of the rows, all those of its raw table.
    Returns: SQL of a double.
-#}
{% macro try_amount(text) -%}
    case
        when
            {{ matches(text, "^[+-]?[0-9]{1,3}[.][0-9]{3}$") }}
            and max(case when {{ has_decimal_comma(text) }} then 1 else 0 end) over () = 1
            then null
        else {{ try_number(text) }}
    end
{%- endmacro %}


{#-
    Whether an amount has a decimal comma. Digits, a comma and three digits may be an
    English thousand, unless points group the digits before.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a boolean.
-#}
{% macro has_decimal_comma(text) -%}
    {%- set grouped, plain = "[0-9]{1,3}([.][0-9]{3})+,[0-9]+", "[0-9]+,([0-9]{1,2}|[0-9]{4,})" -%}
    ({{ text }} like '%,%' and {{ matches(text, "^[+-]?(" ~ grouped ~ "|" ~ plain ~ ")$") }})
{%- endmacro %}
