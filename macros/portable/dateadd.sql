{#-
    A moment some days, months or minutes after another one. It stands in for the macro of
    dbt-spark, which cuts what is below a second.
    Arguments: datepart; interval, SQL of a whole number; from_date_or_timestamp, SQL.
    Returns: SQL of a timestamp.
-#}
{% macro spark__dateadd(datepart, interval, from_date_or_timestamp) -%}
    timestampadd({{ datepart }}, cast({{ interval }} as int), {{ from_date_or_timestamp }})
{%- endmacro %}
