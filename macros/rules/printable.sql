{#-
    What a message may say of a value: control characters, which a terminal would obey,
    become the character for what cannot be shown. Line ends and tabs stay.
    Arguments: text. Returns: a text, not SQL.
-#}
{% macro printable(text) -%}
    {{ return(modules.re.sub("[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x9f]", "\ufffd", text)) }}
{%- endmacro %}
