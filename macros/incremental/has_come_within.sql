{#-
    Whether a moment lies within this report but did not within the last one: rows that
    were not there yet are there now, though nothing was loaded. Never in a full run.
    Arguments: moment, SQL of a timestamp; the row of stg_report_date is read as report_date.
    Returns: SQL of a boolean.
-#}
{% macro has_come_within(moment) -%}
    {%- if is_increment() -%}
    {{ moment }} < report_date.report_end_at
            and {{ moment }} >= (select report_end_at from {{ state_table("run_state") }})
    {%- else -%}
    1 = 0
    {%- endif -%}
{%- endmacro %}
