{#-
    A column whose name is a word of SQL on some engine.
    Arguments: name. Returns: SQL of the name.
-#}
{% macro quoted(name) -%}
    {{ adapter.quote(name) }}
{%- endmacro %}
