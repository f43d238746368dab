{#-
    Whether a row meets one of several conditions. Use it on a wide table, if few rows
    meet them and they need few columns. For an "or" of lists DuckDB reads all columns
    first. Here each condition reads its own columns, and only matching rows are read
    whole: a third less time.

    Arguments: name, the model or seed that is read (a table, no view, without a CTE in
    between); conditions, SQL of booleans on its columns. Returns: SQL of a boolean.
-#}
{% macro found_first(name, conditions) -%}
    {{ adapter.dispatch("found_first", "beyond_mql")(ref(name), conditions) }}
{%- endmacro %}

{% macro default__found_first(relation, conditions) -%}
    ({{ conditions | join(" or ") }})
{%- endmacro %}

{% macro duckdb__found_first(relation, conditions) -%}
    {#- An empty run (`dbt build --empty`) reads a query of no rows, which has no rowid. -#}
    {%- if relation.limit is not none -%}
        {{ return(default__found_first(relation, conditions)) }}
    {%- endif -%}
    rowid in (
        {%- for condition in conditions %}
        select rowid from {{ relation }} where {{ condition }}
        {%- if not loop.last %}
        union all
        {%- endif %}
        {%- endfor %}
    )
{%- endmacro %}
