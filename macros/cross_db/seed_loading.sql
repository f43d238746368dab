{#-
    Replaces a seed's column types by the engine's own type names.
    Arguments: model, the seed; its types are changed in place.
-#}
{% macro name_types_as_engine(model) -%}
    {%- set types = model["config"]["column_types"] -%}
    {%- for name in types -%}
        {%- do types.update({name: engine_type(types[name])}) -%}
    {%- endfor -%}
{%- endmacro %}


{#-
    The table of a seed, with the engine's own names of the types. Each overrides dbt's
    macro of this name.
    Arguments: model, the seed; agate_table, its rows. Returns: SQL that has been run.
-#}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- do name_types_as_engine(model) -%}
    {{ return(dbt.spark__create_csv_table(model, agate_table)) }}
{%- endmacro %}

{% macro bigquery__create_csv_table(model, agate_table) -%}
    {%- do name_types_as_engine(model) -%}
    {{ return(dbt.bigquery__create_csv_table(model, agate_table)) }}
{%- endmacro %}

{#- BigQuery makes a table as it loads the rows, unless it is empty. -#}
{% macro bigquery__load_csv_rows(model, agate_table) -%}
    {%- do name_types_as_engine(model) -%}
    {{ return(dbt.bigquery__load_csv_rows(model, agate_table)) }}
{%- endmacro %}

{% macro trino__create_csv_table(model, agate_table, on_exists=none) -%}
    {%- do name_types_as_engine(model) -%}
    {{ return(dbt.trino__create_csv_table(model, agate_table, on_exists)) }}
{%- endmacro %}

{% macro redshift__create_csv_table(model, agate_table) -%}
    {%- do name_types_as_engine(model) -%}
    {{ return(dbt.redshift__create_csv_table(model, agate_table)) }}
{%- endmacro %}


{#-
    Loads the rows of a seed. It overrides dbt's macro of this name. In a Spark session
    that one loads an empty cell as the word None, stops at a quote, and takes a minute
    for 15,000 rows. Here all rows come in one JSON text, not as an expression per cell.
    Arguments: model, the seed; agate_table, its rows. Returns: SQL that has been run.
-#}
{% macro spark__load_csv_rows(model, agate_table) -%}
    {%- set names = agate_table.column_names -%}
    {%- set types = model["config"]["column_types"] -%}
    {%- set statements = [] -%}
    {%- for rows in agate_table.rows | batch(get_batch_size()) -%}
        {%- set records = [] -%}
        {%- for row in rows -%}
            {%- set record = {} -%}
            {%- for name in names if row[name] is not none -%}
                {%- do record.update({name: row[name] | string}) -%}
            {%- endfor -%}
            {%- do records.append(record) -%}
        {%- endfor -%}
        {%- set statement -%}
            insert into {{ this }}
            select
                {% for name in names -%}
                {%- set data_type = types.get(name, adapter.convert_type(agate_table, loop.index0)) -%}
                cast(`{{ name }}` as {{ data_type }}){{ ", " if not loop.last }}
                {%- endfor %}
            from (
                select inline(from_json(
                    {{ text_literal(tojson(records)) }},
                    'array<struct<{% for name in names %}`{{ name }}`: string{{ ", " if not loop.last }}{% endfor %}>>'
                ))
            ) as records
        {%- endset -%}
        {%- do adapter.add_query(statement, abridge_sql_log=True) -%}
        {%- do statements.append(statement) -%}
    {%- endfor -%}
    {{ return(statements | first) }}
{%- endmacro %}
