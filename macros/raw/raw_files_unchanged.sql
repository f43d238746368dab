{#-
    The raw files of tables as they are now.
    Arguments: tables, names of raw_tables(). Returns: a list of {table, path, state}, where state
    is another one as soon as a file is written to or replaced.
-#}
{% macro raw_file_states(tables) %}
    {%- set states = [] -%}
    {%- if not var("raw_schema") and not reads_sample() -%}
        {%- for table in tables -%}
            {%- for path in raw_files(table) -%}
                {#- Neither needs the content. -#}
                {%- set state = run_query("select size || ' bytes of ' || last_modified from read_blob(" ~ text_literal(path) ~ ")") -%}
                {%- do states.append({"table": table, "path": path, "state": state.rows[0][0] if state.rows | length else ""}) -%}
            {%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(states) }}
{% endmacro %}


{#-
    Notes for the duration of a run the raw files that were checked.
    Arguments: files, what raw_file_states() returned before they were.
-#}
{% macro note_raw_files(files) %}
    {%- if files and flags.WHICH in ("build", "run") -%}
        {%- set rows = [] -%}
        {%- for file in files -%}
            {%- do rows.append("(" ~ text_literal(file.table) ~ ", " ~ text_literal(file.path) ~ ", " ~ text_literal(file.state) ~ ")") -%}
        {%- endfor -%}
        {%- do run_query(
            "create or replace table " ~ state_table("run_raw_files") ~ " as select * from (values "
            ~ rows | join(", ") ~ ") as files (source_table, path, state)"
        ) -%}
    {%- endif -%}
{% endmacro %}


{#-
    Stops a run if a raw file has changed since its start: what was checked is not what
    was read. Runs as the post-hook of the base models, so nothing is built from such
    rows.
-#}
{% macro stop_if_raw_file_changed() %}
    {%- if execute and not var("raw_schema") and not reads_sample() -%}
        {%- set table = model.name[5:] -%}
        {%- set noted = run_query(
            "select path, state from " ~ state_table("run_raw_files") ~ " where source_table = '" ~ table ~ "' order by path"
        ) -%}
        {%- set before, now = [], [] -%}
        {%- for row in noted.rows -%}
            {%- do before.append((row["path"], row["state"])) -%}
        {%- endfor -%}
        {%- for file in raw_file_states([table]) -%}
            {%- do now.append((file.path, file.state)) -%}
        {%- endfor -%}
        {%- if before != now -%}
            {%- do exceptions.raise_compiler_error(
                "table " ~ table ~ " changed in folder " ~ env_var("RAW_FILES")
                ~ " during this run: run again when all of its files are written"
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
