{#-
    Two counts of a month's cohort: how many leads reached a stage by the end of the
    report, and how many within conversion_window_days of entering the cohort. Reads the
    rows of int_lead_events.

    Arguments: name of the first count (the second is <name>_in_window); stage, that
    makes the cohort; reached_at, SQL of when the stage was reached.
    Returns: two columns, without a comma at the end.
-#}
{% macro cohort_counts(name, stage, reached_at) -%}
    {{ count_where("event = '" ~ stage ~ "' and " ~ reached_at ~ " is not null") }} as {{ name }},
    {{
        count_where(
            "event = '" ~ stage ~ "' and "
            ~ is_within_days(reached_at, "occurred_at", var("conversion_window_days"))
        )
    }} as {{ name }}_in_window
{%- endmacro %}
