{#- A query with the numbers from 1 to upper_bound, as `generated_number`. dbt itself has
    the same macro since 1.7, but for the type: power() makes it the package's. -#}
{%- macro generate_series(upper_bound) -%}
    select power(generated_number, 1) as generated_number
    from ({{ dbt.generate_series(upper_bound) }}) as whole_numbers
{%- endmacro -%}
