{#-
    A part of a text, split at a delimiter. On Spark, dbt's own macro takes the
    delimiter for a pattern whose first character alone is literal.
    Arguments: text, SQL of a text; delimiter, without quotes; number, from 1.
    Returns: SQL of a text; empty, on some engines null, where there is no such part.
-#}
{% macro part_of_text(text, delimiter, number) -%}
    {{ return(adapter.dispatch("part_of_text", "beyond_mql")(text, delimiter, number)) }}
{%- endmacro %}

{% macro default__part_of_text(text, delimiter, number) -%}
    split_part({{ text }}, '{{ delimiter }}', {{ number }})
{%- endmacro %}

{% macro bigquery__part_of_text(text, delimiter, number) -%}
    split({{ text }}, '{{ delimiter }}')[safe_offset({{ number - 1 }})]
{%- endmacro %}
