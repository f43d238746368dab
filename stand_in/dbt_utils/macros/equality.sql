{#- Fails for every row that stands in one of the two relations and not in the other.
    Copies of a row count once. With `precision`, numbers are rounded first. -#}
{% test equality(
    model, compare_model, compare_columns=none, exclude_columns=none, precision=none
) %}
    {%- if compare_columns and exclude_columns -%}
        {{ exceptions.raise_compiler_error(
            "equality takes compare_columns or exclude_columns, not both."
        ) }}
    {%- endif -%}
    {%- set fields = [] -%}
    {%- if execute -%}
        {%- set wanted = compare_columns | map("lower") | list if compare_columns -%}
        {%- set unwanted = (exclude_columns or []) | map("lower") | list -%}
        {%- for column in adapter.get_columns_in_relation(model)
            if (not wanted or column.name | lower in wanted)
            and column.name | lower not in unwanted -%}
            {%- set name = adapter.quote(column.name) -%}
            {%- if precision is not none and (column.is_numeric() or column.is_float()) -%}
                {%- do fields.append("round(" ~ name ~ ", " ~ precision ~ ") as " ~ name) -%}
            {%- else -%}
                {%- do fields.append(name) -%}
            {%- endif -%}
        {%- endfor -%}
    {%- endif -%}
    {%- set fields = fields | join(", ") or "*" %}
    with here as (select {{ fields }} from {{ model }}),
    there as (select {{ fields }} from {{ compare_model }}),
    only_here as (select * from here {{ dbt.except() }} select * from there),
    only_there as (select * from there {{ dbt.except() }} select * from here)
    select 'only in the model' as found, only_here.* from only_here
    union all
    select 'only in the compared model' as found, only_there.* from only_there
{% endtest %}
