{#-
    Where a raw table is read from. This is the one place that knows the three ways in:
    the sample's seeds, a folder of files (RAW_FILES), or tables of a schema (raw_schema).

    Arguments: table, a name of raw_tables().
    Returns: a relation or a table function; none where an optional table is missing.
-#}
{% macro raw_location(table) %}
    {%- if var("raw_schema") -%}
        {%- set relation = source("raw", table) -%}
        {{ return(load_relation(relation) if execute else relation) }}
    {%- elif env_var("RAW_FILES", "") -%}
        {%- set files = raw_files(table) if execute else [] -%}
        {{ return(raw_file_reader(files[0]) if files else none) }}
    {%- else -%}
        {{ return(ref(table)) }}
    {%- endif -%}
{% endmacro %}


{#-
    Whether the raw tables are those of seeds/sample, as no other place is set.
    Returns: a boolean.
-#}
{% macro reads_sample() %}
    {{ return(not var("raw_schema") and not env_var("RAW_FILES", "")) }}
{% endmacro %}


{#-
    The same as SQL: histories keep the sample's numbers apart from a company's own.
    Returns: SQL of a boolean.
-#}
{% macro is_sample() -%}
    {{ "true" if reads_sample() else "false" }}
{%- endmacro %}


{#-
    What a message calls the place that raw_location looks in.
    Returns: text such as "folder /exports".
-#}
{% macro raw_place() %}
    {%- if reads_sample() -%}
        {{ return("seeds/sample") }}
    {%- endif -%}
    {{ return("schema " ~ var("raw_schema") if var("raw_schema") else "folder " ~ env_var("RAW_FILES")) }}
{% endmacro %}
