{#-
    Stops the run before the first model where a raw table or file cannot be used: a
    required table or column that is missing, a column that stands twice, a table in two
    files, a file that is no proper CSV. All problems are reported at once. The sample has
    what it needs: it is not looked at, for its seeds are not loaded yet.
    `dbt run-operation check_raw_tables` checks and builds nothing.
-#}
{% macro check_raw_tables() %}
    {%- if execute and not reads_sample() and flags.WHICH in ("build", "run", "run-operation") -%}
        {%- set problems = [] -%}
        {%- for table in raw_tables() -%}
            {%- for problem in raw_table_problems(table) -%}
                {%- do problems.append("table " ~ table ~ ": " ~ problem if problem != "is missing" else "table " ~ table ~ " is missing") -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(
                "Raw data in " ~ raw_place() ~ " cannot be used:\n  " ~ problems | join("\n  ")
            ) -%}
        {%- endif -%}
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
    {%- set is_csv = files and files[0].lower().endswith(".csv") -%}
    {%- set header = csv_header(files[0]) if is_csv else none -%}
    {%- if is_csv and not header.is_utf8 -%}
        {{ return([files[0] ~ ", line 1: " ~ csv_reason("INVALID ENCODING", "")]) }}
    {%- endif -%}
    {%- set location = raw_location(table) -%}
    {%- if not location -%}
        {{ return(["is missing"] if table in ("leads", "touchpoints", "deals") else []) }}
    {%- endif -%}
    {%- set names = csv_columns(header.line) if is_csv else raw_column_names(table, location) -%}
    {%- set problems = raw_column_problems(table, names, files, header) -%}
    {{ return(problems if problems or not is_csv else csv_row_problems(files[0], names)) }}
{% endmacro %}


{#-
    Which columns of a raw table are missing or stand twice.
    Arguments: table; names, those that it has; files, where it comes from one; header,
    what csv_header() returned, where that is a CSV file.
    Returns: a list of texts; empty where all is well.
-#}
{% macro raw_column_problems(table, names, files, header) %}
    {%- set found = names | map("trim") | map("lower") | list -%}
    {%- set problems = [] -%}
    {%- for column in raw_tables()[table].required if column not in found -%}
        {%- do problems.append("column " ~ column ~ " is missing" ~ (" in " ~ files[0] if files else "")) -%}
    {%- endfor -%}
    {%- if problems and header -%}
        {%- do problems.append(files[0] ~ ", line 1: " ~ csv_header_read_as(header.line, names)) -%}
    {%- endif -%}
    {%- for column in raw_tables()[table].columns if found.count(column) > 1 -%}
        {%- do problems.append("column " ~ column ~ " stands " ~ found.count(column) ~ " times" ~ (" in " ~ files[0] if files else "") ~ "; keep one") -%}
    {%- endfor -%}
    {{ return(problems) }}
{% endmacro %}
