{#-
    Two counts of a month's cohort: how many leads reached a stage by the end of the
    report, and how many within a window of days after entering the cohort. Reads the
    rows of int_lead_events.

    Arguments: name of the first count (the second is <name>_in_window); stage, that
    makes the cohort; reached_at, SQL of when the stage was reached; days, the window.
    Returns: two columns, without a comma at the end.
-#}
{% macro cohort_counts(name, stage, reached_at, days=var("conversion_window_days")) -%}
    {{ count_where("event = '" ~ stage ~ "' and " ~ reached_at ~ " is not null") }} as {{ name }},
    {{
        count_where(
            "event = '" ~ stage ~ "' and "
            ~ is_within_days(reached_at, "occurred_at", days)
        )
    }} as {{ name }}_in_window
{%- endmacro %}
