{#-
    Stops a run that builds only MetricFlow's views if their tables were built with
    other settings: one result would mix the days of two time zones.
-#}
{% macro check_views_fit_tables() %}
    {%- if not execute or flags.WHICH not in ("build", "run") or not supports_increments() -%}
        {{ return("") }}
    {%- endif -%}
    {%- for node in graph.nodes.values() if node.unique_id in selected_resources -%}
        {%- if node.resource_type == "model" and not is_for_metricflow(node) -%}
            {{ return("") }}
        {%- endif -%}
    {%- endfor -%}
    {%- set last = run_query("select fingerprint from " ~ state_table("run_state")).rows[0][0] -%}
    {%- if last != run_fingerprint() -%}
        {%- do exceptions.raise_compiler_error(
            "The last finished build had other settings (RAW_FILES, VARS, rules) or another version of the project. Give the same ones, or build again."
        ) -%}
    {%- endif -%}
{% endmacro %}


{#-
    Whether a model is a view that MetricFlow alone reads.
    Arguments: node, a node of the graph. Returns: a boolean.
-#}
{% macro is_for_metricflow(node) %}
    {{ return(node.resource_type == "model" and node.fqn[1] == "metrics") }}
{% endmacro %}
