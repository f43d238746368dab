{#-
    A text without the blanks, tabs, line ends and no-break blanks around it.
    Arguments: text, SQL of a text. Returns: SQL of a text.
-#}
{% macro trimmed(text) -%}
    {{ return(adapter.dispatch("trimmed", "beyond_mql")(text)) }}
{%- endmacro %}

{% macro default__trimmed(text) -%}
    trim(both ' ' || chr(9) || chr(10) || chr(13) || chr(160) from {{ text }})
{%- endmacro %}
