{#-
    The fiscal year of a month: it has the name of the calendar year in which it ends.
    Arguments: month, SQL of a date. Returns: SQL of a whole number.
-#}
{% macro fiscal_year(month) -%}
    {#- A year that starts in January ends in the year in which it starts. -#}
    {%- set start = var("fiscal_year_start_month") | int -%}
    cast(
        extract(year from {{ month }})
        {%- if start > 1 %}
        + case when extract(month from {{ month }}) >= {{ start }} then 1 else 0 end
        {%- endif %}
        as integer
    )
{%- endmacro %}


{#-
    The fiscal quarter of a month: 1 to 4.
    Arguments: month, SQL of a date. Returns: SQL of a whole number.
-#}
{% macro fiscal_quarter(month) -%}
    {%- set start = var("fiscal_year_start_month") | int -%}
    case extract(month from {{ month }})
        {%- for months_gone in range(12) %}
        when {{ (start + months_gone - 1) % 12 + 1 }} then {{ months_gone // 3 + 1 }}
        {%- endfor %}
    end
{%- endmacro %}
