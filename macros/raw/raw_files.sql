{#-
    The files of RAW_FILES that hold a raw table: <table>.csv or <table>.parquet, their
    names compared in lower case.

    Arguments: table, a name of raw_tables().
    Returns: a list of paths (more than one is a mistake that check_raw_tables reports).
-#}
{% macro raw_files(table) %}
    {%- set folder = env_var("RAW_FILES").rstrip("/") -%}
    {#- Brackets keep a folder's own *, ? and [ from being read as a pattern. -#}
    {%- set pattern = namespace(text="") -%}
    {%- for letter in folder -%}
        {%- set pattern.text = pattern.text ~ ("[" ~ letter ~ "]" if letter in "*?[" else letter) -%}
    {%- endfor -%}
    {%- set files = run_query("select file from glob(" ~ text_literal(pattern.text ~ "/*") ~ ") order by file") -%}
    {%- set matches = [] -%}
    {%- for path in files.columns[0].values() -%}
        {%- if path.split("/")[-1].lower() in [table ~ ".csv", table ~ ".parquet"] -%}
            {%- do matches.append(path) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(matches) }}
{% endmacro %}
