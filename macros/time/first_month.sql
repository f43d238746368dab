{#-
    The variable first_month as a date: the month in which the monthly tables begin.
    Returns: SQL of a date; only where the variable is set.
-#}
{% macro first_month() -%}
    cast('{{ (var("first_month") | string)[:7] }}-01' as date)
{%- endmacro %}


{#-
    Whether a month is none before first_month; where that is not set, every month is.
    Arguments: month, SQL of a date: a month's first day, or any other day.
    Returns: SQL of a boolean.
-#}
{% macro is_from_first_month(month) -%}
    {{ month ~ " >= " ~ first_month() if var("first_month") else "1 = 1" }}
{%- endmacro %}


{#-
    The rows of a table of months that are shown; earlier months serve only for
    comparison.
    Arguments: table, a CTE with a column month_start. Returns: SQL of a query.
-#}
{% macro shown_months(table) -%}
    select * from {{ table }} where {{ is_from_first_month("month_start") }}
{%- endmacro %}


{#-
    Stops the build where first_month lies after the report: every monthly table would be
    empty. Runs as the post-hook of stg_report_date, before any table is touched that shows
    months.
-#}
{% macro stop_on_late_first_month() %}
    {%- if execute and var("first_month") -%}
        {%- set month, day = (var("first_month") | string)[:7], run_query("select as_of_date from " ~ this).rows[0][0] | string -%}
        {%- if month > day[:7] -%}
            {%- do exceptions.raise_compiler_error(
                "Variables cannot be used:\n  first_month is '" ~ month ~ "', and the report ends with " ~ day
                ~ "; allowed is a month up to that day's, or null"
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
