{#-
    Stops the run before the first model where a required raw table or column is missing,
    or where a table comes in two files. All problems are reported at once. The sample has
    what it needs: it is not looked at, for its seeds are not loaded yet.
-#}
{% macro check_raw_tables() %}
    {%- set is_sample = not var("raw_schema") and not env_var("RAW_FILES", "") -%}
    {%- if execute and not is_sample and flags.WHICH in ("build", "run") -%}
        {%- set problems = [] -%}
        {%- for table, contract in raw_tables().items() -%}
            {%- if env_var("RAW_FILES", "") and not var("raw_schema") and raw_files(table) | length > 1 -%}
                {%- do problems.append("table " ~ table ~ ": both " ~ raw_files(table) | join(" and ") ~ " are there; keep one") -%}
            {%- else -%}
                {%- set location = raw_location(table) -%}
                {%- set found = raw_columns(table, location) -%}
                {%- if not location and table in ("leads", "touchpoints", "deals") -%}
                    {%- do problems.append("table " ~ table ~ " is missing") -%}
                {%- elif location -%}
                    {%- for column in contract.required if column not in found -%}
                        {%- do problems.append("table " ~ table ~ ": column " ~ column ~ " is missing") -%}
                    {%- endfor -%}
                {%- endif -%}
            {%- endif -%}
        {%- endfor -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(
                "Raw data in " ~ raw_place() ~ " cannot be used:\n  " ~ problems | join("\n  ")
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
