{#-
    A text that is compared byte by byte, whatever the database's locale.
    Arguments: text, SQL of a text. Returns: SQL of a text.
-#}
{% macro binary_text(text) -%}
    {{ return(adapter.dispatch("binary_text", "beyond_mql")(text)) }}
{%- endmacro %}

{% macro default__binary_text(text) -%}
    {{ text }}
{%- endmacro %}

{% macro postgres__binary_text(text) -%}
    {{ text }} collate "C"
{%- endmacro %}

{% macro redshift__binary_text(text) -%}
    {{ text }}
{%- endmacro %}
