{#-
    Whether a timestamp lies within this report or within the last one, but not within
    both. Such a row enters or leaves the report although nothing was loaded. Never true
    in a full run. The two ends are looked up, not joined: the engine knows them before
    it reads, and skips rows far from them.
    Arguments: timestamp, SQL of a timestamp; report_date, the CTE of stg_report_date.
    Returns: SQL of a boolean.
-#}
{% macro is_between_reports(timestamp, report_date) -%}
    {%- if is_increment() -%}
    {%- set ends %}from {{ report_date }} as this_report
            cross join {{ state_table("run_state") }} as last_report
    {%- endset -%}
    {{ timestamp }} >= (
            select least(this_report.report_end_at, last_report.report_end_at)
            {{ ends }}
        )
        and {{ timestamp }} < (
            select greatest(this_report.report_end_at, last_report.report_end_at)
            {{ ends }}
        )
    {%- else -%}
    1 = 0
    {%- endif -%}
{%- endmacro %}
