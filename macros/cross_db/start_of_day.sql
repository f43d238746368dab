{#-
    The start of a day in a time zone, in UTC: the earlier one where midnight comes twice.
    Arguments: day, SQL of a date; zone, reporting_timezone unless given.
    Returns: SQL of a timestamp in UTC.
-#}
{% macro start_of_day(day, zone=none) -%}
    {%- set zone = zone or var("reporting_timezone") -%}
    {%- set midnight = "cast(" ~ day ~ " as timestamp)" -%}
    {{ return(midnight if zone == "UTC" else reading_of_clock(midnight, zone, -1)) }}
{%- endmacro %}
