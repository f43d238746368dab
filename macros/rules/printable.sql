{#-
    A value as a message may show it: control characters, which a terminal would obey,
    become the replacement character. Line ends and tabs are kept.
    Arguments: text. Returns: a text, not SQL.
-#}
{% macro printable(text) -%}
    {{ return(modules.re.sub("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]", "\ufffd", text)) }}
{%- endmacro %}
