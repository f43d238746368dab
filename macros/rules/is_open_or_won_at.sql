{#-
    Whether a deal is in the pipeline at a moment, or was won by then.
    Arguments: deals, the alias of the deal; moment, SQL of a timestamp.
    Returns: SQL of a boolean, true or not (null counts as not).
-#}
{% macro is_open_or_won_at(deals, moment) -%}
    (
        (
            {{ deals }}.opportunity_at <= {{ moment }}
            and coalesce({{ deals }}.closed_at, {{ never() }}) > {{ moment }}
        )
        or ({{ deals }}.is_won and {{ deals }}.closed_at <= {{ moment }})
    )
{%- endmacro %}
