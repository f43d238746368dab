{#-
    Incremental runs read only what was loaded since the last run, and recompute only
    the leads behind these rows. docs/incremental.md explains it all.

    Two small tables in the target schema remember the last run: run_state (one row: was
    it finished, what was it made with, from which raw tables, how far did it reach) and run_loads (how many rows
    each load of each raw table had, and which). A run that finds them fitting is an
    incremental run, any other one a full run; nobody has to choose. Two more,
    run_loads_now and run_loads_changed, are this run's own.
-#}


{#-
    The raw tables that are read by increments.
    Returns: a list of names of raw_tables().
-#}
{% macro loaded_tables() %}
    {{ return(["leads", "touchpoints", "deals", "deal_stage_changes", "lead_status_changes"]) }}
{% endmacro %}


{#-
    A table of the project's own bookkeeping, in the target schema. Spark has no databases.
    Arguments: name, such as run_state. Returns: a relation.
-#}
{% macro state_table(name) %}
    {{ return(api.Relation.create(database=target.database or none, schema=target.schema, identifier=name, type="table")) }}
{% endmacro %}


{#-
    Whether the engine can change tables in a transaction: where it cannot, every run is a
    full one.
    Returns: a boolean.
-#}
{% macro supports_increments() %}
    {{ return(adapter.dispatch("supports_increments", "beyond_mql")()) }}
{% endmacro %}

{% macro default__supports_increments() %}
    {{ return(false) }}
{% endmacro %}

{% macro duckdb__supports_increments() %}
    {{ return(true) }}
{% endmacro %}

{% macro postgres__supports_increments() %}
    {{ return(true) }}
{% endmacro %}


{#-
    Whether this run is incremental. prepare_run() decided it at the start. Unit tests
    and commands that only compile see the full form of every model.
    Raises: a compiler error where another run has begun in the same schema since then.
    Returns: a boolean.
-#}
{% macro is_increment() %}
    {%- if not execute or flags.WHICH not in ("build", "run") or not supports_increments() -%}
        {{ return(false) }}
    {%- elif is_unit_test() or reads_sample() or not touches_kept_rows() -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set state = run_query("select is_increment, run_id from " ~ state_table("run_state")).rows[0] -%}
    {%- if state[1] != invocation_id -%}
        {%- do exceptions.raise_compiler_error(
            "Another run builds into schema " ~ target.schema ~ " at the same time. Wait for it, then run again"
        ) -%}
    {%- endif -%}
    {{ return(state[0]) }}
{% endmacro %}


{#-
    dbt's own hook: whether an incremental model is rebuilt. It is in every run that is
    not incremental. A model's own `full_refresh` goes first, as it does in dbt.
    Returns: a boolean.
-#}
{% macro should_full_refresh() %}
    {%- set own_answer = config.get("full_refresh") -%}
    {%- if own_answer is not none -%}
        {{ return(own_answer) }}
    {%- endif -%}
    {{ return(flags.FULL_REFRESH or not is_increment()) }}
{% endmacro %}


{#-
    The models that an incremental run changes in place.
    Returns: a list of nodes of the graph.
-#}
{% macro incremental_models() %}
    {%- set found = [] -%}
    {%- for node in graph.nodes.values() -%}
        {%- if node.resource_type == "model" and node.config.materialized == "incremental" and node.config.full_refresh is none -%}
            {%- do found.append(node) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
