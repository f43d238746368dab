{#-
    Increments: a run that reads only what was loaded since the last one and computes anew
    only the leads that it concerns. docs/incremental.md tells the whole way.

    Two small tables in the target schema remember the last run: run_state (one row: was
    it finished, what was it made with, from which raw tables, how far did it reach) and run_loads (how many rows
    each load of each raw table had, and which). A run that finds them fitting is an
    increment, any other one a full run; nobody has to choose. Two more, run_loads_now and
    run_loads_changed, are this run's own.
-#}


{#-
    The raw tables that are read by increments.
    Returns: a list of names of raw_tables().
-#}
{% macro loaded_tables() %}
    {{ return(["leads", "touchpoints", "deals", "deal_stage_changes", "lead_status_changes"]) }}
{% endmacro %}


{#-
    A table of the project's own bookkeeping, in the target schema.
    Arguments: name, such as run_state. Returns: a relation.
-#}
{% macro state_table(name) %}
    {{ return(api.Relation.create(database=target.database, schema=target.schema, identifier=name, type="table")) }}
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
    Whether this run is an increment. prepare_run() decided it at the start; unit tests,
    and whatever only compiles, see the full form of every model.
    Returns: a boolean.
-#}
{% macro is_increment() %}
    {%- if not execute or flags.WHICH not in ("build", "run") or not supports_increments() -%}
        {{ return(false) }}
    {%- elif is_unit_test() or reads_sample() -%}
        {{ return(false) }}
    {%- endif -%}
    {%- set states = run_query("select is_increment from " ~ state_table("run_state")) -%}
    {{ return(states.rows | length == 1 and states.rows[0][0]) }}
{% endmacro %}


{#-
    dbt's own question whether an incremental model is to be made anew: in every run that
    is no increment. A model's own `full_refresh` goes first, as it does in dbt.
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
    The models that an increment changes in place.
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
