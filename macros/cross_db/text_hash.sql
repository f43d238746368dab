{#-
    A hash of a text, which is quicker to group by than the text itself. On engines
    without a quick hash it is the text.
    Arguments: text, SQL of a text. Returns: SQL of a value that can be compared.
-#}
{% macro text_hash(text) -%}
    {{ return(adapter.dispatch("text_hash", "beyond_mql")(text)) }}
{%- endmacro %}

{% macro default__text_hash(text) -%}
    {{ text }}
{%- endmacro %}

{% macro duckdb__text_hash(text) -%}
    hash({{ text }})
{%- endmacro %}
