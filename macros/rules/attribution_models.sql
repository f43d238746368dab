{#-
    The attribution models that weigh the touches of one deal: each has a column of weights
    in int_attribution_weights and rows in fct_attribution_monthly. The model markov weighs
    the channels of many deals instead: see int_markov_effects.

    Returns: a list of names.
-#}
{% macro attribution_models() -%}
    {{ return([
        "first_touch", "last_touch", "last_non_direct", "linear", "position_based",
        "time_decay", "w_shaped",
    ]) }}
{%- endmacro %}


{#-
    One column for each attribution model.
    Arguments: expression, SQL in which {model} is replaced by its name.
    Returns: columns, without a comma at the end.
-#}
{% macro for_each_model(expression) -%}
    {%- for model in attribution_models() -%}
    {{ expression.replace("{model}", model) }} as {{ model }}{{ ",\n    " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
