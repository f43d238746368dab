{#-
    The columns that a raw table really has. For the sample, the YAML of its seeds lists them,
    so models compile and lint before the seeds are loaded.

    Arguments: table, a name of raw_tables(); location, what raw_location() returned.
    Returns: a list of the names as written.
-#}
{% macro raw_column_names(table, location) %}
    {%- if not location -%}
        {{ return([]) }}
    {%- elif reads_sample() -%}
        {{ return(graph.nodes["seed.beyond_mql." ~ table].columns | list) }}
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


{#-
    The types that the columns of a raw table come in.
    Arguments: table, a name of raw_tables(); location, what raw_location() returned.
    Returns: a mapping of the lower-case name to a type as the engine calls it; empty for a
    missing table and for the sample, which is text.
-#}
{% macro raw_data_types(table, location) %}
    {%- set types = {} -%}
    {%- if location and not reads_sample() -%}
        {%- for column in get_column_schema_from_query("select * from " ~ location) -%}
            {%- do types.setdefault(column.name.strip().lower(), column.data_type) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(types) }}
{% endmacro %}


{#-
    The columns of the contract that a raw table has, with the types they come in.
    Arguments: table, a name of raw_tables().
    Returns: a text; the same one for columns in another order, empty for a missing table.
-#}
{% macro raw_column_types(table) %}
    {%- if reads_sample() -%}
        {{ return("") }}
    {%- endif -%}
    {%- set known = raw_names(table) + ["loaded_at"] -%}
    {%- set found = [] -%}
    {%- for name, data_type in raw_data_types(table, raw_location(table)).items() if name in known -%}
        {%- do found.append(name ~ " " ~ data_type) -%}
    {%- endfor -%}
    {{ return(found | sort | join(", ")) }}
{% endmacro %}
