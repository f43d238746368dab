{#-
    The variable business_hours as the minutes of the day at which business begins and
    ends.
    Raises: a compiler error where it is malformed; parsing comes here before
    check_variables() has looked at it.
    Returns: a list of two whole numbers, 0 to 1440.
-#}
{% macro business_minutes() %}
    {%- set problem = business_hours_problem() -%}
    {%- if problem -%}
        {%- do exceptions.raise_compiler_error("Variables cannot be used:\n  " ~ problem) -%}
    {%- endif -%}
    {%- set minutes = [] -%}
    {%- for clock in (var("business_hours") | string).split("-") -%}
        {%- do minutes.append(clock[:2] | int * 60 + clock[3:] | int) -%}
    {%- endfor -%}
    {{ return(minutes) }}
{% endmacro %}


{#-
    What is wrong with the variable business_hours.
    Returns: a text, none where nothing is.
-#}
{% macro business_hours_problem() %}
    {%- set text = var("business_hours") | string -%}
    {%- set clock = "([01][0-9]|2[0-3]):[0-5][0-9]" -%}
    {%- if not modules.re.fullmatch(clock ~ "-(" ~ clock ~ "|24:00)", text) or text[:5] >= text[6:] -%}
        {{ return("business_hours is '" ~ text ~ "'; allowed is hh:mm-hh:mm, such as 09:00-17:00, the second later than the first") }}
    {%- endif -%}
    {{ return(none) }}
{% endmacro %}


{#-
    The moment at which the clock of reporting_timezone shows a time of a day.
    Arguments: day, SQL of a date; minutes, a whole number, 0 to 1440: the time.
    Returns: SQL of a timestamp in UTC.
-#}
{% macro moment_of_day(day, minutes) -%}
    {%- if minutes == 0 -%}
        {{ return(start_of_day(day)) }}
    {%- elif minutes == 1440 -%}
        {{ return(start_of_day(date_after("day", 1, day))) }}
    {%- endif -%}
    {{ utc_timestamp(dbt.dateadd("minute", minutes, "cast(" ~ day ~ " as timestamp)"), var("reporting_timezone")) }}
{%- endmacro %}


{#-
    Business time from the beginning of the calendar up to a moment, so that the business
    time between two moments is a difference. Whole microseconds keep it exact.
    Arguments: moment, SQL of a timestamp in UTC; day, the alias of its day of
    int_calendar_days. Returns: SQL of a double, in microseconds.
-#}
{% macro business_microseconds(moment, day) -%}
    1000000 * {{ day }}.business_seconds_before
    + case
        when not {{ day }}.is_business_day or {{ moment }} <= {{ day }}.opens_at then 0
        when {{ moment }} >= {{ day }}.closes_at then 1000000 * {{ day }}.business_seconds
        else round({{ days_between(day ~ ".opens_at", moment) }} * 86400000000)
    end
{%- endmacro %}
