{#-
    Lets DuckDB keep the sides of a join as they are written: of two tables the one behind
    `join` is held in memory. It is the smaller one where counts are joined to every month
    and segment; DuckDB takes those for fewer than they are, and would hold them instead.
    A hook before such a model; keep_smaller_side() is the one behind it.
    Returns: SQL of a statement, empty where engines guess better.
-#}
{% macro keep_joined_side() %}
    {{ return(adapter.dispatch("keep_joined_side", "beyond_mql")()) }}
{% endmacro %}

{% macro default__keep_joined_side() %}
    {{ return("") }}
{% endmacro %}

{% macro duckdb__keep_joined_side() %}
    {{ return("set disabled_optimizers = 'build_side_probe_side'") }}
{% endmacro %}


{#-
    Lets DuckDB choose again which side of a join is held in memory.
    Returns: SQL of a statement, empty on other engines.
-#}
{% macro keep_smaller_side() %}
    {{ return(adapter.dispatch("keep_smaller_side", "beyond_mql")()) }}
{% endmacro %}

{% macro default__keep_smaller_side() %}
    {{ return("") }}
{% endmacro %}

{% macro duckdb__keep_smaller_side() %}
    {{ return("reset disabled_optimizers") }}
{% endmacro %}
