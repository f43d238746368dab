{#-
    Stops the build if stg_rule_faults holds a row, and says for each: file, line, row,
    what is wrong and what is allowed. Runs as that model's post-hook. Every mart
    depends on the model, so none is touched.
-#}
{% macro stop_on_rule_faults() %}
    {%- if execute -%}
        {%- set faults = run_query("select * from " ~ this ~ " order by file, line, row_text, column_name, allowed") -%}
        {%- set problems = [] -%}
        {%- for fault in faults.rows -%}
            {%- set line = ", line " ~ fault["line"] | int if fault["line"] is not none else "" -%}
            {%- set cell = "'" ~ fault["cell"] ~ "'" if fault["cell"] is not none else "empty" -%}
            {%- do problems.append(
                fault["file"] ~ line
                ~ (
                    " (" ~ fault["row_text"] ~ "): " ~ fault["column_name"] ~ " is " ~ cell ~ "; allowed is "
                    if fault["row_text"] is not none else ": it lacks "
                )
                ~ fault["allowed"]
            ) -%}
        {%- endfor -%}
        {%- if problems -%}
            {%- do exceptions.raise_compiler_error(printable("Rules cannot be used:\n  " ~ problems | join("\n  "))) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
