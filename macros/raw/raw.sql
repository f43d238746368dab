{#-
    One raw table, wherever it comes from: a sub-select with exactly the contract's
    columns, in the contract's order, as trimmed text (empty text is null), and loaded_at.
    A column that is not there is null; a column that the contract does not know is left
    out. Without the variable keep_email the e-mail address is null from here on. An
    incremental run sees only the rows of changed loads, unless it wants all.

    Arguments: table, a name of raw_tables(); all_loads, whether an incremental run sees
    all rows.
    Returns: SQL to put after `from`.
-#}
{% macro raw(table, all_loads=false) %}
    {#- Outside of "if execute": parsing must meet the ref or the source. -#}
    {%- set location = raw_location(table) -%}
    {%- if execute -%}
    {%- set found = raw_columns(table, location) -%}
    {%- set types = raw_data_types(table, location) -%}
    (
        select
            {% for column in raw_tables()[table].columns -%}
            {% set name = raw_name(column) -%}
            {% if name in found and (name != "email" or var("keep_email")) -%}
            nullif({{ trimmed(typed_text(adapter.quote(found[name]), types.get(name, "text"))) }}, '')
            {%- else -%}
            cast(null as {{ dbt.type_string() }})
            {%- endif %} as {{ column }},
            {% endfor -%}
            {%- set nothing = "cast(null as " ~ dbt.type_string() ~ ")" -%}
            {%- set loaded_at = loaded_at_text(adapter.quote(found.loaded_at)) if found.loaded_at else nothing -%}
            {{ loaded_at }} as loaded_at
        from {{ location or "(select * from (select 1 as nothing) as one where 1 = 0) as nowhere" }}
        {%- if table in loaded_tables() and not all_loads and is_increment() %}
        where {{ loaded_at }} in ({{ changed_loads(table) }})
        {%- endif %}
    ) as {{ table }}
    {%- else -%}
    {{ location }}
    {%- endif -%}
{% endmacro %}
