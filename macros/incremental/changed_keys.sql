{#-
    Whether a row belongs to what an increment computes anew; in a full run every row does.

    Arguments: key, SQL of the row's key; scope, the model that lists the keys concerned.
    Returns: SQL of a boolean.
-#}
{% macro is_changed(key, scope="int_changed_leads") -%}
    {%- set columns = {
        "stg_changed_touchpoints": "touchpoint_id",
        "int_changed_visitors": "anonymous_id",
    } -%}
    {#- Outside of "if": parsing must meet the ref. -#}
    {%- set relation = ref(scope) if not is_unit_test() -%}
    {%- if is_increment() -%}
    {{ key }} in (select {{ columns.get(scope, "lead_id") }} from {{ relation }})
    {%- else -%}
    1 = 1
    {%- endif -%}
{%- endmacro %}


{#-
    The rows of a model that an increment reads: those of the leads concerned. In a full
    run it is the whole model.
    Arguments: model_name, a model with a column lead_id; scope, the model that lists the
    leads concerned.
    Returns: SQL to stand behind `from`.
-#}
{% macro of_changed_leads(model_name, scope="int_changed_leads") -%}
    {%- set relation, changed = ref(model_name), is_changed("lead_id", scope) -%}
    {%- if is_increment() -%}
    (select * from {{ relation }} where {{ changed }}) as {{ model_name }}
    {%- else -%}
    {{ relation }}
    {%- endif -%}
{%- endmacro %}


{#-
    The rows that a model is made of: in a full run those of one model, in an increment
    those of another, which holds of them what is computed anew.
    Arguments: all_rows, changed_rows, names of models. Returns: SQL to stand behind `from`.
-#}
{% macro all_or_changed(all_rows, changed_rows) -%}
    {%- set relation = ref(all_rows) -%}
    {%- set changed = ref(changed_rows) if not is_unit_test() -%}
    {{ changed if is_increment() else relation }}
{%- endmacro %}


{#-
    The scored touches that a model reads: in an increment those of the leads concerned.
    Returns: SQL to stand behind `from`.
-#}
{% macro scored_touchpoints() -%}
    {%- set relation = ref("int_touchpoints_scored") -%}
    {{ changed_rows("int_touchpoints_scored") if is_increment() else relation }}
{%- endmacro %}


{#-
    int_anonymous_leads as the last run left it, for a model that comes before it; nothing
    in a full run.
    Returns: SQL to stand behind `from`.
-#}
{% macro anonymous_leads_before() -%}
    {%- if is_increment() -%}
    {{ state_table("int_anonymous_leads") }}
    {%- else -%}
    (
        select
            cast(null as {{ dbt.type_string() }}) as anonymous_id,
            cast(null as {{ dbt.type_string() }}) as lead_id
        from (select 1 as nothing) as one
        where 1 = 0
    ) as nobody
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
    The strategy of most incremental models: all rows of the keys concerned are replaced by
    those that were computed anew. The model's meta says which keys these are: `scopes`
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
    The strategy of int_touchpoints_scored: the touches of the leads concerned, and those
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
    where lead_id in (select lead_id from {{ state_table("int_changed_leads") }});
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
