{#-
    The files of RAW_FILES that hold a raw table: <table>.csv or <table>.parquet, their
    names compared in lower case.

    Arguments: table, a name of raw_tables().
    Returns: a list of paths (more than one is a mistake that check_raw_tables reports).
-#}
{% macro raw_files(table) %}
    {#- glob() stops at a name that is not UTF-8. read_blob() opens nothing for a name. -#}
    {%- set files = run_query(
        "select try(decode(encode(filename))) as path from read_blob(" ~ raw_folder_pattern("/*") ~ ") order by path"
    ) -%}
    {%- set matches = [] -%}
    {%- for path in files.columns[0].values() if path -%}
        {%- if path.split("/")[-1].lower() in [table ~ ".csv", table ~ ".parquet"] -%}
            {%- do matches.append(path) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(matches) }}
{% endmacro %}


{#-
    The folder RAW_FILES as DuckDB looks for files.
    Arguments: rest, what follows the folder. Returns: SQL of a pattern.
-#}
{% macro raw_folder_pattern(rest) %}
    {{ return(text_literal(folder_pattern(env_var("RAW_FILES").rstrip("/")) ~ rest)) }}
{% endmacro %}


{#-
    A path as DuckDB looks for it: brackets keep its own *, ? and [ from being read as a
    pattern.
    Arguments: path. Returns: a text, not SQL.
-#}
{% macro folder_pattern(path) %}
    {{ return(modules.re.sub("([*?[])", "[\\1]", path)) }}
{% endmacro %}
