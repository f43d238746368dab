{#-
    A table on DuckDB, replaced in one transaction: readers see the old table or the new
    one. dbt-duckdb builds it under another name and renames twice, which takes longer
    than the SQL of a small table.
-#}
{% materialization table, adapter="duckdb" %}
    {%- set target_relation = this.incorporate(type="table") -%}
    {{
        return(
            replace_relation(
                target_relation, create_table_as(False, target_relation, compiled_code)
            )
        )
    }}
{% endmaterialization %}


{#-
    A view on DuckDB, replaced in place.
-#}
{% materialization view, adapter="duckdb" %}
    {%- set target_relation = this.incorporate(type="view") -%}
    {{
        return(
            replace_relation(
                target_relation, get_create_view_as_sql(target_relation, compiled_code)
            )
        )
    }}
{% endmaterialization %}


{#-
    An incremental model on DuckDB: rebuilt like a table, or else changed by
    dbt-duckdb's own incremental materialization.
-#}
{% materialization incremental, adapter="duckdb" %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {%- if existing_relation is none or existing_relation.is_view or should_full_refresh() -%}
        {%- set target_relation = this.incorporate(type="table") -%}
        {{
            return(
                replace_relation(
                    target_relation, create_table_as(False, target_relation, compiled_code)
                )
            )
        }}
    {%- else -%}
        {{ return(dbt.materialization_incremental_duckdb()) }}
    {%- endif -%}
{% endmaterialization %}


{#-
    Replaces a model's relation, if there is one, with its hooks, grants and comments.
    Arguments: target_relation, the relation; creation, SQL of the statements that create it.
    Returns: what a materialization returns, the relations made.
-#}
{% macro replace_relation(target_relation, creation) %}
    {%- set existing_relation = load_cached_relation(this) -%}
    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% call statement("main") -%}
        {% if existing_relation is not none -%}
        drop {{ existing_relation.type }} if exists {{ existing_relation }};
        {% endif -%}
        {{ creation }}
    {%- endcall %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do apply_grants(target_relation, config.get("grants"), should_revoke=False) %}
    {% do persist_docs(target_relation, model) %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({"relations": [target_relation]}) }}
{% endmacro %}
