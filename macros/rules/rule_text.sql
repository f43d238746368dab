{#-
    A cell of a rule seed: trimmed, null where empty.
    Arguments: column, a column of a rule seed. Returns: SQL of a text.
-#}
{% macro rule_text(column) -%}
    nullif({{ trimmed(column) }}, '')
{%- endmacro %}


{#-
    A cell of a rule seed that is compared without regard to case: trimmed, lower case.
    Arguments: column, a column of a rule seed. Returns: SQL of a text.
-#}
{% macro rule_key(column) -%}
    lower({{ rule_text(column) }})
{%- endmacro %}


{#-
    A cell of a rule seed that raw values are looked up by, in the form of lookup_key.
    Arguments: column, a column of a rule seed. Returns: SQL of a text.
-#}
{% macro rule_lookup_key(column) -%}
    {{ lookup_key(rule_text(column)) }}
{%- endmacro %}
