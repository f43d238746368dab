{#- A query with the whole numbers from 1 to upper_bound, as `generated_number`. dbt
    itself has had the same macro since 1.7. -#}
{%- macro generate_series(upper_bound) -%}
    {{ dbt.generate_series(upper_bound) }}
{%- endmacro -%}
