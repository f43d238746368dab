{#- A query with one row a datepart, `date_<datepart>`, from start_date up to but without
    end_date. dbt itself has had the same macro since 1.7. -#}
{%- macro date_spine(datepart, start_date, end_date) -%}
    {{ dbt.date_spine(datepart, start_date, end_date) }}
{%- endmacro -%}
