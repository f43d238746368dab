{#-
    A table on DuckDB, made in one transaction where its predecessor stood: readers see
    the old table or the new one. dbt-duckdb's own way builds it under another name and
    renames twice, which takes longer than the SQL of a small table.
-#}
{% materialization table, adapter="duckdb" %}
    {%- set target_relation = this.incorporate(type="table") -%}
    {%- set existing_relation = load_cached_relation(this) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% call statement("main") -%}
        {{ replaced_by(existing_relation, create_table_as(False, target_relation, compiled_code)) }}
    {%- endcall %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do apply_grants(target_relation, config.get("grants"), should_revoke=False) %}
    {% do persist_docs(target_relation, model) %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}


{#-
    A view on DuckDB, replaced in place.
-#}
{% materialization view, adapter="duckdb" %}
    {%- set target_relation = this.incorporate(type="view") -%}
    {%- set existing_relation = load_cached_relation(this) -%}

    {{ run_hooks(pre_hooks, inside_transaction=False) }}
    {{ run_hooks(pre_hooks, inside_transaction=True) }}

    {% call statement("main") -%}
        {{ replaced_by(existing_relation, get_create_view_as_sql(target_relation, compiled_code)) }}
    {%- endcall %}

    {{ run_hooks(post_hooks, inside_transaction=True) }}
    {% do apply_grants(target_relation, config.get("grants"), should_revoke=False) %}
    {% do persist_docs(target_relation, model) %}
    {{ adapter.commit() }}
    {{ run_hooks(post_hooks, inside_transaction=False) }}

    {{ return({"relations": [target_relation]}) }}
{% endmaterialization %}


{#-
    The statements that put a new relation where another stood.
    Arguments: existing_relation, the relation that is there, or none; creation, SQL of the
    statements that create the new one.
    Returns: SQL of statements.
-#}
{% macro replaced_by(existing_relation, creation) -%}
    {% if existing_relation is not none -%}
    drop {{ existing_relation.type }} if exists {{ existing_relation }};
    {% endif -%}
    {{ creation }}
{%- endmacro %}
