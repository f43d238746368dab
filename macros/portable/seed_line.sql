{#-
    The line of a seed's CSV file that a row came from, where the engine can tell.
    Returns: SQL of a whole number, or of null.
-#}
{% macro seed_line() -%}
    {{ return(adapter.dispatch("seed_line", "beyond_mql")()) }}
{%- endmacro %}

{% macro default__seed_line() -%}
    cast(null as bigint)
{%- endmacro %}

{% macro duckdb__seed_line() -%}
    rowid + 2
{%- endmacro %}
