{#-
    The rows that a unit test gives a model. It overrides dbt's macro of this name,
    which writes one `select` per row. Spark takes a minute to parse such a query for a
    model with many columns.
    Arguments: rows, a list of mappings; column_name_to_data_types, which dbt leaves empty.
    Returns: SQL of a query.
-#}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {{ return(adapter.dispatch("unit_test_rows", "beyond_mql")(rows, column_name_to_data_types)) }}
{%- endmacro %}

{% macro default__unit_test_rows(rows, types) -%}
    {{ return(dbt.get_fixture_sql(rows, types)) }}
{%- endmacro %}

{% macro spark__unit_test_rows(rows, types) -%}
    {%- if not rows -%}
        {{ return(dbt.get_fixture_sql(rows, types)) }}
    {%- endif -%}
    {%- set types, found, given = {}, [], [] -%}
    {%- for column in adapter.get_columns_in_relation(this) -%}
        {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- endfor -%}
    {%- for row in rows -%}
        {%- do found.append(format_row(row, types)) -%}
        {%- for name in found[-1] if name not in given -%}
            {%- do given.append(name) -%}
        {%- endfor -%}
    {%- endfor -%}
    select
        {%- for name, data_type in types.items() %}
        {{ "" if name in given else safe_cast("null", data_type) ~ " as " }}`{{ name }}`{{ "," if not loop.last }}
        {%- endfor %}
    from values
        {%- for row in found %}
        (
            {%- for name in given -%}
            {{ row.get(name, safe_cast("null", types[name])) }}{{ ", " if not loop.last }}
            {%- endfor -%}
        ){{ "," if not loop.last }}
        {%- endfor %}
        as given_rows ({% for name in given %}`{{ name }}`{{ ", " if not loop.last }}{% endfor %})
{%- endmacro %}
