{#-
    The raw tables that exist in a company's own data.
    Returns: a list of names of raw_tables(); none of the sample, which is never missed.
-#}
{% macro raw_tables_there() %}
    {%- set there = [] -%}
    {%- for table in raw_tables() if not reads_sample() -%}
        {%- if raw_location(table) -%}
            {%- do there.append(table) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(there) }}
{% endmacro %}


{#-
    Prints which raw tables the last finished run read and this one lacks. A missing
    optional table is no error, so its numbers would vanish without a word.
-#}
{% macro name_tables_that_are_gone() %}
    {%- set last = run_query("select raw_tables from " ~ state_table("run_state")).rows[0][0] -%}
    {%- if last and not reads_sample() -%}
        {%- for table in last.split(" ") if table not in raw_tables_there() -%}
            {%- do print("table " ~ table ~ " was read in the last run, and is not in " ~ raw_place() ~ " any more") -%}
        {%- endfor -%}
    {%- endif -%}
{% endmacro %}
