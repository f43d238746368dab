{#-
    The columns that a raw table really has. For the sample they are known without
    asking: so models compile and lint before the seeds are loaded.

    Arguments: table, a name of raw_tables(); location, what raw_location() returned.
    Returns: a mapping of the lower-case name to the name as written; the first of two
    names that differ in case only.
-#}
{% macro raw_columns(table, location) %}
    {%- set found = {} -%}
    {%- if not location -%}
        {{ return(found) }}
    {%- endif -%}
    {%- if not var("raw_schema") and not env_var("RAW_FILES", "") -%}
        {%- set names = raw_tables()[table].columns -%}
    {%- else -%}
        {%- set names = get_columns_in_query("select * from " ~ location) -%}
    {%- endif -%}
    {%- for name in names -%}
        {%- if name.strip().lower() not in found -%}
            {%- do found.update({name.strip().lower(): name}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
