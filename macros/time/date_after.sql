{#-
    The day some days or months after another one. dbt's own macro gives, on most engines,
    a timestamp, which not every one compares with a date.
    Arguments: datepart, day or month; number, SQL of a whole number; day, SQL of a date.
    Returns: SQL of a date.
-#}
{% macro date_after(datepart, number, day) -%}
    cast({{ dbt.dateadd(datepart, number, day) }} as date)
{%- endmacro %}
