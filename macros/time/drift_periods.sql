{#-
    How many whole periods of seven days lie between a day and the end of the report: 0
    for the seven days that end with as_of_date, negative after it. Reads report_date.
    Arguments: day, SQL of a date. Returns: SQL of a whole number.
-#}
{% macro period_age(day) -%}
    cast(
        floor(
            {{
                days_between(
                    "cast(" ~ day ~ " as timestamp)",
                    "cast(report_date.as_of_date as timestamp)"
                )
            }} / 7
        ) as integer
    )
{%- endmacro %}


{#-
    How many periods fct_data_drift shows.
    Returns: a number.
-#}
{% macro shown_periods() %}
    {{ return(12) }}
{% endmacro %}


{#-
    How many periods fct_data_drift reads: each that it shows is compared with the
    drift_weeks before it.
    Returns: a number.
-#}
{% macro read_periods() %}
    {{ return(shown_periods() + var("drift_weeks") | int) }}
{% endmacro %}
