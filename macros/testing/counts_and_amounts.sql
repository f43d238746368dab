{#-
    The counts and amounts of a table, by its contract. It stands apart from the macros of
    segments, for sqlfluff loads those and knows nothing of contracts.

    Arguments: table, the name of a model. Returns: a list of columns; empty while dbt parses.
-#}
{% macro counts_and_amounts(table) -%}
    {%- set names = [] -%}
    {%- if execute -%}
        {%- for column in graph.nodes["model." ~ project_name ~ "." ~ table].columns.values() -%}
            {%- if column.data_type in ("bigint", "double precision")
                and "not_null" in column.constraints | map(attribute="type") | list
                and column.name not in ("business_days", "months_since") -%}
                {%- do names.append(column.name) -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if not names -%}
            {{ exceptions.raise_compiler_error(table ~ " has no contract with counts or amounts.") }}
        {%- endif -%}
    {%- endif -%}
    {{ return(names) }}
{%- endmacro %}
