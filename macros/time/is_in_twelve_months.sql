{#-
    Whether a month is one of the twelve that end with another one.
    Arguments: month, last_month, SQL of first days of months. Returns: SQL of a boolean.
-#}
{% macro is_in_twelve_months(month, last_month) -%}
    {{ month }} > {{ date_after("month", -12, last_month) }}
    and {{ month }} <= {{ last_month }}
{%- endmacro %}
