{#-
    The variables that decide numbers, except as_of_date and the location of the raw
    tables. Variables that only decide about warnings, or which months are shown, are
    not among them.
    Returns: a list of names.
-#}
{% macro setting_names() %}
    {{
        return([
            "reporting_timezone", "input_timezone", "reporting_currency", "go_to_market",
            "mql_score", "sql_score", "mql_min_fit_score", "hand_raise_min_fit_score",
            "conversion_window_days", "lead_conversion_window_days", "nurture_days",
            "influence_window_days", "stall_days", "sql_shelf_days",
            "attribution_half_life_days", "markov_min_conversions", "cac_cost_months",
            "cac_lag_months", "fiscal_year_start_month", "shared_cost_basis",
            "sales_cost_basis", "speed_to_lead_sla_hours", "business_hours", "keep_email",
            "lead_attributes",
        ])
    }}
{% endmacro %}


{#-
    The same variables with their values.
    Returns: a list of texts.
-#}
{% macro setting_texts() %}
    {%- set texts = [] -%}
    {%- for name in setting_names() -%}
        {%- do texts.append(name ~ "=" ~ var(name)) -%}
    {%- endfor -%}
    {{ return(texts) }}
{% endmacro %}


{#-
    A hash of all that a business edits: the rows of the rule seeds and of own rules as
    loaded, in any order, and the variables.
    Returns: text, another one as soon as any of them differs; empty but in a run, for only
    there the seeds are known to be loaded.
-#}
{% macro rules_hash() %}
    {%- if not execute or not graph.nodes or flags.WHICH not in ("build", "run") -%}
        {{ return("") }}
    {%- endif -%}
    {%- set parts = setting_texts() -%}
    {%- for seed in rule_seeds() -%}
        {%- set columns = seed.columns | join(", ") -%}
        {%- set own_rows = "select " ~ columns ~ " from (" ~ own_rows_of(seed, state_table("stg_own_rules")) ~ ") as own_rows" -%}
        {%- for query in ["select " ~ columns ~ " from " ~ seed.relation_name, own_rows] -%}
            {%- set rows = [] -%}
            {%- for row in run_query(query).rows -%}
                {%- do rows.append(tojson(row.values() | map("string") | list)) -%}
            {%- endfor -%}
            {%- do parts.append(seed.name ~ local_md5(rows | sort | join("\n"))) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(local_md5(parts | join("|"))) }}
{% endmacro %}


{#-
    A hash of how the numbers are computed: all models and macros of the project, except
    those for MetricFlow only.
    Returns: text, another one as soon as one of them differs; empty while dbt parses.
-#}
{% macro models_hash() %}
    {#- The graph is empty while dbt parses, and in unit tests. -#}
    {%- if not execute or not graph.nodes -%}
        {{ return("") }}
    {%- endif -%}
    {%- set parts = [] -%}
    {%- for node in graph.nodes.values() | sort(attribute="unique_id") -%}
        {%- if node.resource_type == "model" and node.package_name == "beyond_mql" and not is_for_metricflow(node) -%}
            {%- do parts.append(node.unique_id ~ node.checksum.checksum) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(local_md5((parts + macro_texts()) | join("|"))) }}
{% endmacro %}


{#-
    The project's own macros as they are written.
    Returns: a list of texts.
-#}
{% macro macro_texts() %}
    {%- set texts = [] -%}
    {%- for name, value in context.items() | sort(attribute="0") -%}
        {%- if value.macro is defined and value.macro.package_name == "beyond_mql" -%}
            {%- do texts.append(value.macro.macro_sql) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(texts) }}
{% endmacro %}
