{#-
    The columns that a raw table really has. For the sample they are known without
    asking: so models compile and lint before the seeds are loaded.

    Arguments: table, a name of raw_tables(); location, what raw_location() returned.
    Returns: a list of the names as written.
-#}
{% macro raw_column_names(table, location) %}
    {%- if not location -%}
        {{ return([]) }}
    {%- elif reads_sample() -%}
        {{ return(raw_tables()[table].columns) }}
    {%- endif -%}
    {{ return(get_columns_in_query("select * from " ~ location)) }}
{% endmacro %}


{#-
    How each column of a raw table is written.
    Arguments: table, a name of raw_tables(); location, what raw_location() returned.
    Returns: a mapping of the lower-case name to the name as written; the first of two
    names that differ in case only.
-#}
{% macro raw_columns(table, location) %}
    {%- set found = {} -%}
    {%- for name in raw_column_names(table, location) -%}
        {%- if name.strip().lower() not in found -%}
            {%- do found.update({name.strip().lower(): name}) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}
