{#-
    The empty query with which dbt checks a model's contract, with the engine's own type
    names. It overrides dbt's macro of this name.
    Arguments: columns, a mapping of a name to what the YAML says of the column.
    Returns: SQL of a query.
-#}
{% macro spark__get_empty_schema_sql(columns) -%}
    {%- set translated = {} -%}
    {%- for name, column in columns.items() -%}
        {%- do translated.update({name: dict(column, data_type=engine_type(column["data_type"]))}) -%}
    {%- endfor -%}
    {{ return(dbt.default__get_empty_schema_sql(translated)) }}
{%- endmacro %}
