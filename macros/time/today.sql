{#-
    Today in reporting_timezone: one constant a run, so that no model asks a clock.
    Returns: SQL of a date.
-#}
{% macro today() -%}
    cast('{{ run_started_at.astimezone(modules.pytz.timezone(var("reporting_timezone"))).date() }}' as date)
{%- endmacro %}
