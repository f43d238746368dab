{#-
    Whether a moment lies within this report or within the last one, but not within both:
    what was not there yet is there now, or the other way round, though nothing was loaded.
    Never in a full run.
    Arguments: moment, SQL of a timestamp; the row of stg_report_date is read as report_date.
    Returns: SQL of a boolean.
-#}
{% macro is_between_reports(moment) -%}
    {%- if is_increment() -%}
    {%- set last_end = "(select report_end_at from " ~ state_table("run_state") ~ ")" -%}
    {{ moment }} >= least(report_date.report_end_at, {{ last_end }})
            and {{ moment }} < greatest(report_date.report_end_at, {{ last_end }})
    {%- else -%}
    1 = 0
    {%- endif -%}
{%- endmacro %}
