{#-
    Counts the rows of every load of the raw tables and sums the hashes of their keys.
    Compares both with the last finished run: the loads that differ have changed.
-#}
{% macro note_loads() %}
    {%- set sums -%}
        select
            source_table,
            loaded_at,
            cast(sum(raw_rows) as bigint) as raw_rows,
            sum(key_sum) as key_sum
    {%- endset -%}
    {%- set statements -%}
        delete from {{ state_table("run_loads_now") }};
        {% for table in loaded_tables() %}
        {%- set column = loaded_at_column(table) -%}
        {%- if column %}
        insert into {{ state_table("run_loads_now") }}
        select '{{ table }}', {{ loaded_at_text(column) }}, count(*), {{ key_sum(table) }}
        from {{ raw_location(table) }}
        group by {{ column }};
        {% endif -%}
        {% endfor %}
        delete from {{ state_table("run_loads_changed") }};
        insert into {{ state_table("run_loads_changed") }}
        select
            coalesce(loads_now.source_table, loads.source_table),
            coalesce(loads_now.loaded_at, loads.loaded_at),
            coalesce(loads.raw_rows, 0),
            coalesce(loads_now.raw_rows, 0)
        from (
            {{ sums }}
            from {{ state_table("run_loads_now") }}
            group by source_table, loaded_at
        ) as loads_now
        full outer join (
            {{ sums }}
            from {{ state_table("run_loads") }}
            group by source_table, loaded_at
        ) as loads
            on
                loads_now.source_table = loads.source_table
                and loads_now.loaded_at = loads.loaded_at
        where
            loads_now.raw_rows is distinct from loads.raw_rows
            or loads_now.key_sum is distinct from loads.key_sum
    {%- endset -%}
    {%- do run_query(statements) -%}
{% endmacro %}


{#-
    A number for the rows of a load, whatever their order. It differs if an id differs
    or, in tables without ids, if any value does.
    Arguments: table, a name of raw_tables(). Returns: SQL of an aggregate.
-#}
{% macro key_sum(table) -%}
    {%- set found, raw_table, texts = raw_columns(table, raw_location(table)), raw_tables()[table], [] -%}
    {%- for column in ([raw_table.id] if raw_table.id else raw_table.columns) if column in found -%}
        {%- do texts.append(
            "coalesce(cast(" ~ adapter.quote(found[column]) ~ " as " ~ dbt.type_string() ~ "), '')"
        ) -%}
    {%- endfor -%}
    {{ return(adapter.dispatch("sum_of_hashes", "beyond_mql")(texts | join(" || chr(31) || ") or "''")) }}
{%- endmacro %}

{#- Engines without incremental runs do not need it. -#}
{% macro default__sum_of_hashes(text) -%}
    count({{ text }})
{%- endmacro %}

{% macro duckdb__sum_of_hashes(text) -%}
    sum(hash({{ text }}))
{%- endmacro %}

{% macro postgres__sum_of_hashes(text) -%}
    sum(hashtextextended({{ text }}, 0))
{%- endmacro %}


{#-
    Why the raw rows themselves call for a full run: a table that does not say when its
    rows were loaded, or so many changed rows that reading all costs no more.
    Returns: text, empty if an incremental run will do.
-#}
{% macro reason_in_loads() %}
    {%- if reads_sample() -%}
        {{ return("the sample has no loaded_at") }}
    {%- endif -%}
    {%- for table in loaded_tables() if raw_location(table) and not loaded_at_column(table) -%}
        {{ return("table " ~ table ~ " has no loaded_at") }}
    {%- endfor -%}
    {%- set shares = run_query(
        "select source_table from " ~ state_table("run_loads_now")
        ~ " group by source_table having min(loaded_at) = ''"
    ) -%}
    {%- if shares.rows | length > 0 -%}
        {{ return("rows of " ~ shares.rows[0][0] ~ " have no loaded_at") }}
    {%- endif -%}
    {%- set much = run_query(
        "select count(*) from (select source_table, sum(abs(rows_now - rows_before)) as changed from "
        ~ state_table("run_loads_changed") ~ " group by source_table) as changes inner join "
        ~ "(select source_table, sum(raw_rows) as raw_rows from " ~ state_table("run_loads_now")
        ~ " group by source_table) as totals on changes.source_table = totals.source_table"
        ~ " where changes.changed > 1000 and changes.changed > 0.3 * totals.raw_rows"
    ) -%}
    {{ return("most rows are new" if much.rows[0][0] > 0 else "") }}
{% endmacro %}


{#-
    The name, as written, of a raw table's loaded_at.
    Arguments: table, a name of raw_tables(). Returns: a quoted name, or none.
-#}
{% macro loaded_at_column(table) %}
    {%- if reads_sample() -%}
        {{ return(none) }}
    {%- endif -%}
    {%- set name = raw_columns(table, raw_location(table)).get("loaded_at") -%}
    {{ return(adapter.quote(name) if name else none) }}
{% endmacro %}


{#-
    When a row was loaded, as text; it is compared for equality only.
    Arguments: column, SQL of the column as it came. Returns: SQL of a text, never null.
-#}
{% macro loaded_at_text(column) -%}
    coalesce(cast({{ column }} as {{ dbt.type_string() }}), '')
{%- endmacro %}


{#-
    The loads of a raw table that have changed since the last run.
    Arguments: table, a name of raw_tables(). Returns: SQL of a query of one column.
-#}
{% macro changed_loads(table) -%}
    select loaded_at from {{ state_table("run_loads_changed") }}
    where source_table = '{{ table }}'
{%- endmacro %}
