{#-
    A text as it is looked up in a rule seed: lower case; blanks, `_` and `-` are alike,
    and a run of them is one blank.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a text.
-#}
{% macro lookup_key(text) -%}
    lower({{ replace_all(text, "[ _-]+", " ") }})
{%- endmacro %}
