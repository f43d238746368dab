{#-
    A text as a JSON string, in quotes and with all that JSON asks to be escaped.
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
