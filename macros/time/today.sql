{#-
    Today in reporting_timezone: one constant per run, so that no model reads a clock.
    Raises: a compiler error where the time zone is unknown; parsing comes here before
    check_variables() has looked at it.
    Returns: SQL of a date.
-#}
{% macro today() -%}
    {%- if var("reporting_timezone") not in modules.pytz.all_timezones -%}
        {%- do exceptions.raise_compiler_error(timezone_problem("reporting_timezone")) -%}
    {%- endif -%}
    cast('{{ run_started_at.astimezone(modules.pytz.timezone(var("reporting_timezone"))).date() }}' as date)
{%- endmacro %}


{#-
    The message for an unknown time zone.
    Arguments: name, the variable that holds it. Returns: text.
-#}
{% macro timezone_problem(name) -%}
    {{ name }} is '{{ var(name) }}'; allowed is a name such as UTC or Europe/Berlin
{%- endmacro %}
