{#-
    A text as a JSON string: in quotes, and escaped as JSON demands.
    Arguments: text, SQL of a text. Returns: SQL of a text, null for a null text.
-#}
{% macro json_string(text) -%}
    {{ return(adapter.dispatch("json_string", "beyond_mql")(text)) }}
{%- endmacro %}

{% macro default__json_string(text) -%}
    cast(to_json({{ text }}) as {{ dbt.type_string() }})
{%- endmacro %}

{% macro spark__json_string(text) -%}
    {#- Spark writes no single value, so it is taken out of its brackets. -#}
    case
        when {{ text }} is not null
            then substr(to_json(array({{ text }})), 2, length(to_json(array({{ text }}))) - 2)
    end
{%- endmacro %}

{% macro snowflake__json_string(text) -%}
    to_json(to_variant({{ text }}))
{%- endmacro %}

{% macro bigquery__json_string(text) -%}
    case when {{ text }} is not null then to_json_string({{ text }}) end
{%- endmacro %}

{% macro trino__json_string(text) -%}
    json_format(cast({{ text }} as json))
{%- endmacro %}

{#- Redshift writes no JSON of a text: the characters that must be escaped are, by hand. -#}
{% macro redshift__json_string(text) -%}
    {%- set escaped = namespace(sql="replace(" ~ text ~ ", chr(92), chr(92) || chr(92))") -%}
    {%- for code, letter in [(34, 34), (8, 98), (9, 116), (10, 110), (12, 102), (13, 114)] -%}
        {%- set escaped.sql = "replace(" ~ escaped.sql ~ ", chr(" ~ code ~ "), chr(92) || chr(" ~ letter ~ "))" -%}
    {%- endfor -%}
    chr(34) || {{ escaped.sql }} || chr(34)
{%- endmacro %}
