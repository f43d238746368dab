{#-
    Whether a signal is a hand raise of a lead with less than hand_raise_min_fit_score; none
    is where that is null. Reads signals and leads.
    Returns: SQL of a boolean.
-#}
{% macro is_unfit_hand_raise() -%}
    {%- if var("hand_raise_min_fit_score") is none -%}
    1 = 0
    {%- else -%}
    signals.signal_type = 'hand_raise' and leads.fit_score < {{ var("hand_raise_min_fit_score") }}
    {%- endif -%}
{%- endmacro %}
