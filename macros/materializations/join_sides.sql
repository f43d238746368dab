{#-
    Makes DuckDB keep the sides of a join as written: it holds the table after `join` in
    memory. Where counts are joined to every month and segment, that is the smaller one.
    DuckDB underestimates the months and segments, and would hold them instead. This is
    the pre-hook of such a model; keep_smaller_side() is the post-hook.
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
    Lets DuckDB choose again which side of a join it holds in memory.
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
