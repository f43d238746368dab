{#-
    Stops the run before the first model if a raw table or file cannot be used: a
    missing required table or column, a duplicate column, a table in two files, an
    invalid CSV or Parquet file. It reports all problems at once, and names files that
    look like a table but are not read. It does not check the sample, which is complete
    and whose seeds are not loaded yet. `dbt run-operation check_raw_tables` checks and
    builds nothing.
-#}
{% macro check_raw_tables() %}
    {%- if execute and not reads_sample() and flags.WHICH in ("build", "run", "run-operation") -%}
        {%- set files = raw_file_states(raw_tables()) -%}
        {%- set look_alikes = [] if var("raw_schema") else raw_look_alikes() -%}
        {%- set problems, missing = [], [] -%}
        {%- for table in raw_tables() -%}
            {%- for problem in raw_table_problems(table) -%}
                {%- if problem == "is missing" -%}
                    {%- do missing.append(table) -%}
                    {%- set names = "" if var("raw_schema") else " (" ~ table ~ ".csv or " ~ table ~ ".parquet)" -%}
                    {%- do problems.append("table " ~ table ~ " is missing" ~ names ~ raw_look_alike_of(table, look_alikes)) -%}
                {%- else -%}
                    {%- do problems.append("table " ~ table ~ ": " ~ problem) -%}
                {%- endif -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- do name_look_alikes(look_alikes | rejectattr("table", "in", missing) | list) -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(
                "Raw data in " ~ raw_place() ~ " cannot be used:\n  " ~ problems | join("\n  ")
            ) -%}
        {%- endif -%}
        {%- do note_raw_files(files) -%}
    {%- endif -%}
{% endmacro %}


{#-
    Why a raw table cannot be used.
    Arguments: table, a name of raw_tables().
    Returns: a list of texts; empty where all is well.
-#}
{% macro raw_table_problems(table) %}
    {%- set files = [] if var("raw_schema") else raw_files(table) -%}
    {%- if files | length > 1 -%}
        {{ return(["both " ~ files | join(" and ") ~ " are there; keep one"]) }}
    {%- endif -%}
    {%- if files and files[0].lower().endswith(".csv") -%}
        {{ return(csv_problems(table, files[0])) }}
    {%- endif -%}
    {%- set location = raw_location(table) -%}
    {%- if not location -%}
        {{ return(["is missing"] if table in ("leads", "touchpoints", "deals") else []) }}
    {%- endif -%}
    {%- set problems = raw_column_problems(table, raw_column_names(table, location), files) -%}
    {%- if files and not problems -%}
        {%- do read_parquet_file(table, files[0]) -%}
    {%- endif -%}
    {{ return(problems) }}
{% endmacro %}


{#-
    Which columns of a raw table are missing or duplicate.
    Arguments: table; names, those that it has; files, where it comes from one; header,
    what csv_header() returned, where that is a CSV file.
    Returns: a list of texts; empty where all is well.
-#}
{% macro raw_column_problems(table, names, files, header=none) %}
    {%- set found = names | map("trim") | map("lower") | list -%}
    {%- set problems = [] -%}
    {%- for column in raw_tables()[table].required if column not in found -%}
        {%- do problems.append("column " ~ column ~ " is missing" ~ (" in " ~ files[0] if files else "")) -%}
    {%- endfor -%}
    {%- set line = csv_line_of_names(table, files[0]) if problems and header -%}
    {%- if line -%}
        {{ return([files[0] ~ ", line 1: the names of the columns are in line " ~ line ~ "; delete the lines above it"]) }}
    {%- elif problems and header -%}
        {%- do problems.append(files[0] ~ ", line 1: " ~ csv_header_read_as(header)) -%}
    {%- endif -%}
    {%- set written = found + parquet_names_again(files[0], found) if files else found -%}
    {%- for column in raw_names(table) + ["loaded_at"] if written.count(column) > 1 -%}
        {%- do problems.append("column " ~ column ~ " occurs " ~ written.count(column) ~ " times" ~ (" in " ~ files[0] if files else "") ~ "; keep one") -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}


{#-
    Reads a Parquet file just as the models will. If a part of it is damaged, DuckDB
    stops here, before the first model. DuckDB does not always name the file, so a line
    names the one being read.
    Arguments: table, a name of raw_tables(); path.
-#}
{% macro read_parquet_file(table, path) %}
    {%- do print("Looking through " ~ path.split("/")[-1] ~ " ...") -%}
    {%- set found, sums = raw_columns(table, raw_location(table)), [] -%}
    {%- for column in raw_names(table) + ["loaded_at"] if column in found -%}
        {#- A count, or the number of bytes, would not have all of them decoded. -#}
        {%- do sums.append("sum(length(cast(" ~ adapter.quote(found[column]) ~ " as varchar)))") -%}
    {%- endfor -%}
    {%- do run_query("select " ~ sums | join(", ") ~ " from " ~ raw_file_reader(path)) -%}
{% endmacro %}


{#-
    The names that stand in a Parquet file once more: DuckDB calls the second `region`
    `region_1`, as if it were another column.
    Arguments: path, of any raw file; found, the names that DuckDB gives, in lower case.
    Returns: a list of names; empty for other files.
-#}
{% macro parquet_names_again(path, found) %}
    {%- set again = [] -%}
    {%- if path.lower().endswith(".parquet") -%}
        {%- set written = run_query("select lower(trim(name)) from parquet_schema(" ~ text_literal(path) ~ ")").columns[0].values() | list -%}
        {%- for name in found if modules.re.search("_[0-9]+$", name) and name not in written -%}
            {%- do again.append(modules.re.sub("_[0-9]+$", "", name)) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(again) }}
{% endmacro %}
