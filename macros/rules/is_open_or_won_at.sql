{#-
    Whether a deal is in the pipeline at a given time, or was won by then.
    Arguments: deals, the alias of the deal; timestamp, SQL of a timestamp.
    Returns: SQL of a boolean, true or not (null counts as not).
-#}
{% macro is_open_or_won_at(deals, timestamp) -%}
    (
        (
            {{ deals }}.opportunity_at <= {{ timestamp }}
            and coalesce({{ deals }}.closed_at, {{ never() }}) > {{ timestamp }}
        )
        or ({{ deals }}.is_won and {{ deals }}.closed_at <= {{ timestamp }})
    )
{%- endmacro %}
