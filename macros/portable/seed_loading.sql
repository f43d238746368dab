{#-
    The table of a seed, with the engine's own names of the types. It stands in for dbt's
    macro of this name.
    Arguments: model, the seed; agate_table, its rows. Returns: SQL that has been run.
-#}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- set types = model["config"]["column_types"] -%}
    {%- for name in types -%}
        {%- do types.update({name: engine_type(types[name])}) -%}
    {%- endfor -%}
    {{ return(dbt.spark__create_csv_table(model, agate_table)) }}
{%- endmacro %}


{#-
    Loads the rows of a seed whose columns are all text. It stands in for dbt's macro of
    this name, which in a Spark session loads an empty cell as the word None and stops at a
    quote.
    Arguments: model, the seed; agate_table, its rows. Returns: SQL that has been run.
-#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set statements = [] -%}
    {%- for rows in agate_table.rows | batch(get_batch_size()) -%}
        {%- set statement -%}
            insert into {{ this }} values
            {% for row in rows -%}
            ({% for cell in row %}{{ text_literal(cell) }}{{ ", " if not loop.last }}{% endfor %}){{ "," if not loop.last }}
            {% endfor %}
        {%- endset -%}
        {%- do adapter.add_query(statement, abridge_sql_log=True) -%}
        {%- do statements.append(statement) -%}
    {%- endfor -%}
    {{ return(statements | first) }}
{%- endmacro %}
