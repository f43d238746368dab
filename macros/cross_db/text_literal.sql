{#-
    A text as SQL.
    Arguments: text, or none. Returns: SQL of a text, or null.
-#}
{% macro text_literal(text) -%}
    {%- if text is none -%}
        {{ return("null") }}
    {%- endif -%}
    {{ return(adapter.dispatch("text_literal", "beyond_mql")(text | string)) }}
{%- endmacro %}

{% macro default__text_literal(text) -%}
    {{ return("'" ~ text.replace("'", "''") ~ "'") }}
{%- endmacro %}

{#- A backslash begins an escape. -#}
{% macro spark__text_literal(text) -%}
    {{
        return(
            "'" ~ text.replace("\\", "\\\\").replace("'", "\\'")
            .replace("\n", "\\n").replace("\r", "\\r") ~ "'"
        )
    }}
{%- endmacro %}

{% macro bigquery__text_literal(text) -%}
    {{ return(beyond_mql.spark__text_literal(text)) }}
{%- endmacro %}

{% macro snowflake__text_literal(text) -%}
    {{ return(beyond_mql.spark__text_literal(text)) }}
{%- endmacro %}
