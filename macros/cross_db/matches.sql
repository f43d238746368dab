{#-
    Whether a text matches a regular expression. Patterns hold no backslash: [0-9], [.].
    Arguments: text, SQL of a text; pattern, the expression itself, without quotes.
    Returns: SQL of a boolean, null for a null text.
-#}
{% macro matches(text, pattern) -%}
    {{ return(adapter.dispatch("matches", "beyond_mql")(text, pattern)) }}
{%- endmacro %}

{% macro default__matches(text, pattern) -%}
    regexp_matches({{ text }}, '{{ pattern }}')
{%- endmacro %}

{% macro postgres__matches(text, pattern) -%}
    {{ text }} ~ '{{ pattern }}'
{%- endmacro %}

{% macro spark__matches(text, pattern) -%}
    {#- Java's $ also matches before a last line end. -#}
    {%- set whole = pattern[:-1] ~ "\\\\z" if pattern.endswith("$") else pattern -%}
    regexp_like({{ text }}, '{{ whole }}')
{%- endmacro %}

{#- Its regexp_like asks whether the whole text matches. -#}
{% macro snowflake__matches(text, pattern) -%}
    (regexp_instr({{ text }}, '{{ pattern }}') > 0)
{%- endmacro %}

{% macro bigquery__matches(text, pattern) -%}
    regexp_contains({{ text }}, r'{{ pattern }}')
{%- endmacro %}

{#- As on Spark, but a backslash in a text is literal. -#}
{% macro trino__matches(text, pattern) -%}
    {%- set whole = pattern[:-1] ~ "\\z" if pattern.endswith("$") else pattern -%}
    regexp_like({{ text }}, '{{ whole }}')
{%- endmacro %}
