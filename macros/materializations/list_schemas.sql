{#-
    The schemas of a DuckDB file, the first thing that dbt asks. A file whose name
    cannot be a DuckDB database's name is refused here, before any statement can misread
    it.
    Arguments: database, its name in quotes. Returns: the result of a query.
-#}
{% macro duckdb__list_schemas(database) %}
    {%- set name = target.database -%}
    {%- if name.lower() in ("main", "system", "temp", "information_schema") or modules.re.search("['\"]", name) -%}
        {%- do exceptions.raise_compiler_error(
            "DuckDB would call the database of this file " ~ name ~ ", and cannot: "
            ~ "let DUCKDB_PATH name another file, such as beyond_mql.duckdb"
        ) -%}
    {%- endif -%}
    {{ return(dbt.duckdb__list_schemas(database)) }}
{% endmacro %}
