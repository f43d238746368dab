{#-
    Decides, before the first model, whether this run is incremental, and notes that it
    has begun: after an unfinished run the next is a full one. Runs without a model that
    incremental runs change leave the notes alone.
-#}
{% macro prepare_run() %}
    {%- if not execute or flags.WHICH not in ("build", "run") or not supports_increments() -%}
        {{ return("") }}
    {%- endif -%}
    {%- set state = state_table("run_state") -%}
    {#- A transaction may be open here or not, as the hooks before have asked the engine
        for relations or not: so one is opened, if need be, and ended below. -#}
    {%- call statement("state_tables") -%}{{ create_state_tables() }}{%- endcall -%}
    {%- if not touches_kept_rows() -%}
        {%- do adapter.commit() -%}
        {{ return("") }}
    {%- endif -%}
    {%- do name_tables_that_are_gone() -%}
    {%- set reason = reason_for_full_run() -%}
    {%- do note_loads() -%}
    {%- set reason = reason or reason_in_loads() -%}
    {%- do run_query(
        "update " ~ state ~ " set is_finished = false, is_increment = " ~ (not reason) | lower
        ~ ", reason = '" ~ reason ~ "', run_id = '" ~ invocation_id
        ~ "', run_number = coalesce(run_number, 0) + 1"
    ) -%}
    {%- do adapter.commit() -%}
    {{ return("") }}
{% endmacro %}


{#-
    The statements that create the empty bookkeeping tables if they are missing. Tables
    of an older version get the column that they lack.
    Returns: SQL of statements.
-#}
{% macro create_state_tables() -%}
    create table if not exists {{ state_table("run_state") }} (
        is_finished boolean,
        is_increment boolean,
        reason text,
        fingerprint text,
        report_end_at timestamp,
        rules_hash text,
        run_number bigint,
        run_id text,
        raw_tables text
    );
    alter table {{ state_table("run_state") }} add column if not exists rules_hash text;
    alter table {{ state_table("run_state") }} add column if not exists run_number bigint;
    alter table {{ state_table("run_state") }} add column if not exists run_id text;
    alter table {{ state_table("run_state") }} add column if not exists raw_tables text;
    insert into {{ state_table("run_state") }}
    select false, false, '', '', null, '', 0, '', ''
    where not exists (select 1 from {{ state_table("run_state") }});
    create table if not exists {{ state_table("run_loads") }} (
        source_table text,
        loaded_at text,
        raw_rows bigint,
        key_sum decimal(38, 0)
    );
    alter table {{ state_table("run_loads") }} add column if not exists key_sum decimal(38, 0);
    create table if not exists {{ state_table("run_loads_now") }} (
        source_table text,
        loaded_at text,
        raw_rows bigint,
        key_sum decimal(38, 0)
    );
    alter table {{ state_table("run_loads_now") }} add column if not exists key_sum decimal(38, 0);
    create table if not exists {{ state_table("run_loads_changed") }} (
        source_table text,
        loaded_at text,
        rows_before bigint,
        rows_now bigint
    )
{%- endmacro %}


{#-
    Why this run cannot build on the tables of the last run.
    Returns: text, empty if they can.
-#}
{% macro reason_for_full_run() %}
    {%- set last = run_query("select is_finished, fingerprint from " ~ state_table("run_state")).rows[0] -%}
    {%- if flags.FULL_REFRESH -%}
        {{ return("it was asked for") }}
    {%- elif flags.EMPTY -%}
        {{ return("it reads no rows") }}
    {%- elif not last[0] -%}
        {{ return("no run before it was finished") }}
    {%- elif last[1] != run_fingerprint() -%}
        {{ return("a variable, a column of the raw tables, the engine or the project has changed") }}
    {%- endif -%}
    {%- for node in incremental_models() -%}
        {%- if node.unique_id not in selected_resources -%}
            {{ return("only some models are built") }}
        {%- elif not adapter.get_relation(node.database, node.schema, node.alias) -%}
            {{ return("table " ~ node.alias ~ " is missing") }}
        {%- endif -%}
    {%- endfor -%}
    {{ return("") }}
{% endmacro %}


{#-
    Whether this run selects a model that incremental runs change. If not, the stored
    run state remains valid.
    Returns: a boolean.
-#}
{% macro touches_kept_rows() %}
    {%- for node in incremental_models() if node.unique_id in selected_resources -%}
        {{ return(true) }}
    {%- endfor -%}
    {{ return(false) }}
{% endmacro %}


{#-
    Notes at the end of a run what it was made with, if every model was built from all
    rows and no other run has begun. Only then may the next run build on it.
    Arguments: results, what dbt hands to on-run-end.
-#}
{% macro finish_run(results) %}
    {%- if not execute or flags.WHICH not in ("build", "run") or not supports_increments() or not touches_kept_rows() or flags.EMPTY -%}
        {{ return("") }}
    {%- endif -%}
    {%- set built = results | selectattr("status", "equalto", "success") | map(attribute="node.unique_id") | list -%}
    {%- for node in graph.nodes.values() -%}
        {%- if node.resource_type == "model" and node.config.materialized != "ephemeral" and node.unique_id not in built -%}
            {{ return("") }}
        {%- endif -%}
    {%- endfor -%}
    {%- do run_query(
        "delete from " ~ state_table("run_loads") ~ "; insert into " ~ state_table("run_loads")
        ~ " select source_table, loaded_at, raw_rows, key_sum from " ~ state_table("run_loads_now")
        ~ "; update " ~ state_table("run_state") ~ " set is_finished = true, fingerprint = '"
        ~ run_fingerprint() ~ "', rules_hash = '" ~ rules_hash() ~ "', raw_tables = '" ~ raw_tables_there() | join(" ")
        ~ "', report_end_at = (select report_end_at from "
        ~ state_table("stg_report_date") ~ ") where run_id = '" ~ invocation_id ~ "'"
    ) -%}
    {%- for table in loaded_tables() + ["int_touchpoints_scored"] -%}
        {%- do run_query("drop table if exists " ~ changed_rows(table)) -%}
    {%- endfor -%}
    {#- What they named may have been taken out of the raw tables for good. -#}
    {%- for scope in ["stg_changed_touchpoints", "stg_changed_leads", "int_changed_visitors", "int_leads_to_recompute", "int_touchpoints_to_recompute"] -%}
        {%- do run_query("delete from " ~ state_table(scope)) -%}
    {%- endfor -%}
    {{ return("") }}
{% endmacro %}


{#-
    What the tables depend on besides the raw rows and the rule seeds: models and
    macros, variables, location and columns of the raw tables, and the engine, which
    hashes their ids.
    Returns: text.
-#}
{% macro run_fingerprint() %}
    {%- set engine = run_query("select version()").rows[0][0] -%}
    {%- set parts = [
        engine, raw_place(), var("raw_database") | string, env_var("RAW_FILES", ""), var("first_month") | string
    ] -%}
    {%- for table in raw_tables() -%}
        {%- do parts.append(table ~ ": " ~ raw_column_types(table)) -%}
    {%- endfor -%}
    {%- for node in graph.nodes.values() | sort(attribute="unique_id") if node.resource_type == "model" -%}
        {%- if not is_for_metricflow(node) -%}
            {%- do parts.append(node.unique_id ~ node.checksum.checksum ~ node.config.materialized) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(local_md5((parts + setting_texts() + macro_texts()) | join("|"))) }}
{% endmacro %}


{#-
    Makes this run a full one if a rule differs from the last finished run. It compares
    the seeds in the database, once all are loaded: dbt knows only the path of a file
    over 1 MiB, and `dbt run` reads seeds that were loaded before. No model has used a
    rule by then; the base models are built already, but use none.
-#}
{% macro compare_rules_with_last_run() %}
    {%- if not execute or flags.WHICH not in ("build", "run") or not is_increment() -%}
        {{ return("") }}
    {%- endif -%}
    {%- set state = state_table("run_state") -%}
    {%- if run_query("select rules_hash from " ~ state).rows[0][0] != rules_hash() -%}
        {%- do run_query("update " ~ state ~ " set is_increment = false, reason = 'a rule has changed'") -%}
    {%- endif -%}
{% endmacro %}
