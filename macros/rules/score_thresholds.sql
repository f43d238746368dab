{#-
    The score at which a lead reaches a stage.
    Returns: a mapping of stage to points.
-#}
{% macro score_thresholds() %}
    {{ return({"mql": var("mql_score") | int, "sql": var("sql_score") | int}) }}
{% endmacro %}
