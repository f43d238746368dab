{#-
    The typed raw rows that a base model holds: in a full run all of them, in an
    incremental run the rows that changed loads gained or lost. A row that is gone
    leaves only its key. A row that is loaded again needs a new loaded_at.

    Arguments: table, a name of raw_tables(); typed_rows, the CTE of its typed rows.
    Returns: SQL to put after `from`.
-#}
{% macro changed_raw_rows(table, typed_rows) -%}
    {%- if not is_increment() -%}
    {{ typed_rows }}
    {%- else -%}
    (select
        keyed_rows.*,
        changed_keys.row_key as changed_key
    from (
        select coalesce(keys_now.row_key, keys_before.row_key) as row_key
        from (
            select {{ row_key(table) }} as row_key, count(*) as copies
            from {{ typed_rows }}
            group by {{ row_key(table) }}
        ) as keys_now
        full outer join (
            select {{ row_key(table) }} as row_key, count(*) as copies
            from {{ this }}
            where loaded_at in ({{ changed_loads(table) }})
            group by {{ row_key(table) }}
        ) as keys_before
            on keys_now.row_key = keys_before.row_key
        where coalesce(keys_now.copies, 0) != coalesce(keys_before.copies, 0)
    ) as changed_keys
    left join (
        select *, {{ row_key(table) }} as row_key from {{ typed_rows }}
    ) as keyed_rows
        on changed_keys.row_key = keyed_rows.row_key
    ) as changed_rows
    {%- endif -%}
{%- endmacro %}


{#-
    What identifies a row within its load: its id, or all its values, as they came.
    Arguments: table, a name of raw_tables(). Returns: SQL of a text, never null.
-#}
{% macro row_key(table) -%}
    {%- set id = raw_tables()[table].id -%}
    {%- for column in ([id] if id else raw_tables()[table].columns) -%}
    coalesce({{ as_it_came(column) }}, '') || chr(31) ||{{ " " }}
    {%- endfor -%}
    loaded_at
{%- endmacro %}


{#-
    The table that holds, during an incremental run, the rows of another table that came
    or went.
    Arguments: table, a name of raw_tables() or of a model. Returns: a relation.
-#}
{% macro changed_rows(table) %}
    {{ return(state_table("changed_" ~ table)) }}
{% endmacro %}


{#-
    The strategy of the base models: replaces the changed rows, and keeps the old and
    new ones aside for the models that find the leads to recompute.
    Arguments: arguments, as dbt hands them to every strategy.
    Returns: SQL of statements.
-#}
{% macro get_incremental_changed_raw_rows_sql(arguments) -%}
    {%- set table = model.name[5:] -%}
    {%- set target, rows = arguments["target_relation"], arguments["temp_relation"] -%}
    {%- set columns = arguments["dest_columns"] | map(attribute="quoted") | join(", ") -%}
    {%- set is_changed -%}
        loaded_at in ({{ changed_loads(table) }})
        and {{ row_key(table) }} in (select changed_key from {{ rows }})
    {%- endset -%}
    drop table if exists {{ changed_rows(table) }};
    create table {{ changed_rows(table) }} as
    select {{ columns }} from {{ target }} where {{ is_changed }}
    union all
    select {{ columns }} from {{ rows }} where row_key is not null;
    delete from {{ target }} where {{ is_changed }};
    insert into {{ target }} ({{ columns }})
    select {{ columns }} from {{ rows }} where row_key is not null
{%- endmacro %}
