{#-
    Whether an incremental run recomputes the row; a full run recomputes every row.

    Arguments: key, a column of the row; scope, the name of the model that lists the values
    of that column.
    Returns: SQL of a boolean.
-#}
{% macro is_changed(key, scope) -%}
    {#- Outside of "if": parsing must meet the ref. -#}
    {%- set relation = ref(scope) if not is_unit_test() -%}
    {%- if is_increment() -%}
    {{ key }} in (select {{ key.split(".")[-1] }} from {{ relation }})
    {%- else -%}
    1 = 1
    {%- endif -%}
{%- endmacro %}


{#-
    What a model reads of another one: in an incremental run the rows of leads to
    recompute (int_leads_to_recompute), in a full run all rows.
    Arguments: relation, the ref to a model with a column lead_id.
    Returns: SQL to put after `from`.
-#}
{% macro of_leads_to_recompute(relation) -%}
    {%- set rows = rows_in_scope(relation, "int_leads_to_recompute") -%}
    {%- if is_increment() and relation.identifier == "int_touchpoints_scored" -%}
    {#- The strategy of this model keeps them aside. -#}
    {{ changed_rows(relation.identifier) }}
    {%- else -%}
    {{ rows }}
    {%- endif -%}
{%- endmacro %}


{#-
    As of_leads_to_recompute, for models that come before it: the leads of
    stg_changed_leads.
    Arguments: relation, the ref to a model with a column lead_id.
    Returns: SQL to put after `from`.
-#}
{% macro of_changed_leads(relation) -%}
    {{ rows_in_scope(relation, "stg_changed_leads") }}
{%- endmacro %}

{% macro rows_in_scope(relation, scope) -%}
    {%- set is_in_scope = is_changed("lead_id", scope) -%}
    {%- if is_increment() -%}
    (select * from {{ relation }} where {{ is_in_scope }}) as {{ relation.identifier }}
    {%- else -%}
    {{ relation }}
    {%- endif -%}
{%- endmacro %}


{#-
    What a model reads of the classified touches: in an incremental run those of
    int_touchpoints_to_recompute, which has the same columns, in a full run all.
    Arguments: relation, the ref to stg_touchpoints_classified.
    Returns: SQL to put after `from`.
-#}
{% macro of_touchpoints_to_recompute(relation) -%}
    {{ rows_of_scope(relation, "int_touchpoints_to_recompute") }}
{%- endmacro %}


{#-
    What a model reads of the raw touches: in an incremental run those of
    stg_changed_touchpoints, which has the same columns, in a full run all.
    Arguments: relation, the ref to base_touchpoints.
    Returns: SQL to put after `from`.
-#}
{% macro of_changed_touchpoints(relation) -%}
    {{ rows_of_scope(relation, "stg_changed_touchpoints") }}
{%- endmacro %}

{% macro rows_of_scope(relation, scope) -%}
    {%- set rows = ref(scope) if not is_unit_test() -%}
    {{ rows if is_increment() else relation }}
{%- endmacro %}


{#-
    A model as the last run left it, for a model that is built before it. Nothing in a
    full run.
    Arguments: name, the model; columns, names of texts.
    Returns: SQL to put after `from`.
-#}
{% macro from_last_run(name, columns) -%}
    {%- if is_increment() -%}
    {{ state_table(name) }}
    {%- else -%}
    (
        select
            {%- for column in columns %}
            cast(null as {{ dbt.type_string() }}) as {{ column }}{{ "," if not loop.last }}
            {%- endfor %}
        from (select 1 as nothing) as one
        where 1 = 0
    ) as nothing_yet
    {%- endif -%}
{%- endmacro %}


{#-
    Whether a unit test is being compiled: it sees the full form of its model.
    Returns: a boolean.
-#}
{% macro is_unit_test() %}
    {{ return(execute and model is defined and model.resource_type == "unit_test") }}
{% endmacro %}


{#-
    The strategy of most incremental models: all rows of the keys to recompute are replaced
    by the new ones. The model's meta says which keys these are: `scopes`
    maps a column to the model that lists its changed values. Rows without the first key
    are always replaced.
    Arguments: arguments, as dbt hands them to every strategy.
    Returns: SQL of statements.
-#}
{% macro get_incremental_changed_keys_sql(arguments) -%}
    {%- set target, rows = arguments["target_relation"], arguments["temp_relation"] -%}
    {%- set columns = arguments["dest_columns"] | map(attribute="quoted") | join(", ") -%}
    {%- set scopes = config.meta_get("scopes") -%}
    delete from {{ target }}
    where
        {{ (scopes | list)[0] }} is null
        {%- for column, scope in scopes.items() %}
        or {{ column }} in (select {{ column }} from {{ state_table(scope) }})
        {%- endfor %};
    insert into {{ target }} ({{ columns }})
    select {{ columns }} from {{ rows }}
{%- endmacro %}


{#-
    The strategy of int_touchpoints_scored: the touches of the leads to recompute, and those
    that changed themselves, are replaced; the new ones are kept aside for the models that
    read the touches of these leads.
    Arguments: arguments, as dbt hands them to every strategy.
    Returns: SQL of statements.
-#}
{% macro get_incremental_changed_touchpoints_sql(arguments) -%}
    {%- set target, rows = arguments["target_relation"], arguments["temp_relation"] -%}
    {%- set columns = arguments["dest_columns"] | map(attribute="quoted") | join(", ") -%}
    {%- set changed = changed_rows("int_touchpoints_scored") -%}
    drop table if exists {{ changed }};
    create table {{ changed }} as select {{ columns }} from {{ rows }};
    {#- Two statements: an "or" would keep the engine from using either list to skip rows. -#}
    delete from {{ target }}
    where lead_id in (select lead_id from {{ state_table("int_leads_to_recompute") }});
    delete from {{ target }}
    where
        lead_id is null
        and touchpoint_id in (
            select touchpoint_id from {{ state_table("stg_changed_touchpoints") }}
            union all
            select touchpoint_id from {{ rows }}
        );
    insert into {{ target }} ({{ columns }})
    select {{ columns }} from {{ rows }}
{%- endmacro %}
