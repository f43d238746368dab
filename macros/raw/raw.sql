{#-
    One raw table, wherever it comes from: a sub-select with exactly the contract's
    columns, in the contract's order, as trimmed text (empty text is null). A column
    that is not there is null; a column that the contract does not know is left out.

    Arguments: table, a name of raw_tables().
    Returns: SQL to stand behind `from`.
-#}
{% macro raw(table) %}
    {#- Outside of "if execute": parsing must meet the ref or the source. -#}
    {%- set location = raw_location(table) -%}
    {%- if execute -%}
    {%- set found = raw_columns(table, location) -%}
    (
        select
            {% for column in raw_tables()[table].columns -%}
            {% if column in found -%}
            nullif({{ trimmed("cast(" ~ adapter.quote(found[column]) ~ " as " ~ dbt.type_string() ~ ")") }}, '')
            {%- else -%}
            cast(null as {{ dbt.type_string() }})
            {%- endif %} as {{ column }}{{ "," if not loop.last }}
            {% endfor %}
        from {{ location or "(select 1 as nothing) as nowhere where 1 = 0" }}
    ) as {{ table }}
    {%- else -%}
    {{ location }}
    {%- endif -%}
{% endmacro %}
