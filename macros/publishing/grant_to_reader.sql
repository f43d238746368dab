{#-
    Lets the role that reader_role names read a mart, and the marts only: all models live
    in one schema, so it may use the schema, but it cannot read other tables. Runs as
    each mart's post-hook, in the transaction that puts the table in its place.
    Raises: a compiler error on engines where this was never tried.
    Returns: SQL of statements; nothing where reader_role is not set.
-#}
{% macro grant_to_reader() -%}
    {%- if var("reader_role") and execute -%}
        {{ return(adapter.dispatch("grant_to_reader", "beyond_mql")(var("reader_role"))) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__grant_to_reader(role) -%}
    {%- do exceptions.raise_compiler_error(
        "reader_role is '" ~ role ~ "'; it works on Postgres only, not on " ~ adapter.type()
        ~ ": use the `grants` of dbt there"
    ) -%}
{%- endmacro %}

{% macro postgres__grant_to_reader(role) -%}
    grant select on {{ this }} to {{ adapter.quote(role) }}
{%- endmacro %}


{#-
    Lets reader_role use the schema. Once a run, before its models: two grants at one time
    on one schema would stop each other.
    Returns: SQL of a statement; nothing where reader_role is not set.
-#}
{% macro grant_schema_to_reader() -%}
    {%- if var("reader_role") and execute and flags.WHICH in ("build", "run") -%}
        {{ return(adapter.dispatch("grant_schema_to_reader", "beyond_mql")(var("reader_role"))) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__grant_schema_to_reader(role) -%}
    {{ return(grant_to_reader()) }}
{%- endmacro %}

{% macro postgres__grant_schema_to_reader(role) -%}
    grant usage on schema {{ target.schema }} to {{ adapter.quote(role) }}
{%- endmacro %}
