{#-
    Counts the rows of every load of the raw tables, and compares them with those of the
    last finished run: the loads that have more, fewer or no rows now are the changed ones.
-#}
{% macro note_loads() %}
    {%- set statements -%}
        delete from {{ state_table("run_loads_now") }};
        {% for table in loaded_tables() %}
        {%- set column = loaded_at_column(table) -%}
        {%- if column %}
        insert into {{ state_table("run_loads_now") }}
        select '{{ table }}', {{ loaded_at_text(column) }}, count(*)
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
            select source_table, loaded_at, cast(sum(raw_rows) as bigint) as raw_rows
            from {{ state_table("run_loads_now") }}
            group by source_table, loaded_at
        ) as loads_now
        full outer join (
            select source_table, loaded_at, cast(sum(raw_rows) as bigint) as raw_rows
            from {{ state_table("run_loads") }}
            group by source_table, loaded_at
        ) as loads
            on
                loads_now.source_table = loads.source_table
                and loads_now.loaded_at = loads.loaded_at
        where coalesce(loads_now.raw_rows, 0) != coalesce(loads.raw_rows, 0)
    {%- endset -%}
    {%- do run_query(statements) -%}
{% endmacro %}


{#-
    Why the raw rows themselves call for a full run: a table that does not say when its
    rows were loaded, or so many changed rows that reading all costs no more.
    Returns: text, empty if an increment will do.
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
    The moment at which a row was loaded, as text; it is compared for equality only.
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
