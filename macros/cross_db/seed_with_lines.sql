{#-
    A seed with the line of its CSV file that each row came from (seed_line), where the
    engine keeps the order in which rows were loaded; null elsewhere.
    Arguments: seed, a relation. Returns: SQL to put after `from`.
-#}
{% macro seed_with_lines(seed) -%}
    {{ return(adapter.dispatch("seed_with_lines", "beyond_mql")(seed)) }}
{%- endmacro %}

{% macro default__seed_with_lines(seed) -%}
    (select *, cast(null as bigint) as seed_line from {{ seed }}) as lines
{%- endmacro %}

{% macro duckdb__seed_with_lines(seed) -%}
    (select *, row_number() over (order by rowid asc) + 1 as seed_line from {{ seed }}) as lines
{%- endmacro %}

{% macro postgres__seed_with_lines(seed) -%}
    (select *, row_number() over (order by ctid asc) + 1 as seed_line from {{ seed }}) as lines
{%- endmacro %}
