{#-
    A text in which every match of a regular expression is replaced.
    Arguments: text, SQL of a text; pattern, replacement, without quotes.
    Returns: SQL of a text.
-#}
{% macro replace_all(text, pattern, replacement) -%}
    {{ return(adapter.dispatch("replace_all", "beyond_mql")(text, pattern, replacement)) }}
{%- endmacro %}

{% macro default__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g')
{%- endmacro %}

{% macro spark__replace_all(text, pattern, replacement) -%}
    {#- Java knows no [:space:]. -#}
    regexp_replace({{ text }}, '{{ pattern.replace("[:space:]", "\\\\s") }}', '{{ replacement }}')
{%- endmacro %}

{% macro snowflake__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{% macro redshift__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}')
{%- endmacro %}

{% macro bigquery__replace_all(text, pattern, replacement) -%}
    regexp_replace({{ text }}, r'{{ pattern }}', r'{{ replacement }}')
{%- endmacro %}

{% macro trino__replace_all(text, pattern, replacement) -%}
    {#- Java knows no [:space:]. -#}
    regexp_replace({{ text }}, '{{ pattern.replace("[:space:]", "\\s") }}', '{{ replacement }}')
{%- endmacro %}


{#-
    A text without the blanks around it. An engine's own trim takes other white space, too.
    Arguments: text, SQL of a text. Returns: SQL of a text.
-#}
{% macro without_outer_blanks(text) -%}
    {{ replace_all(text, "^ +| +$", "") }}
{%- endmacro %}
