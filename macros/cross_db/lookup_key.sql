{#-
    What a value is looked up by in a rule seed: lower case, and each run of blanks, `_`
    and `-` is one blank.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a text.
-#}
{% macro lookup_key(text) -%}
    {{ return(adapter.dispatch("lookup_key", "beyond_mql")(text)) }}
{%- endmacro %}

{% macro default__lookup_key(text) -%}
    {{ replace_all("lower(" ~ text ~ ")", "[ _-]+", " ") }}
{%- endmacro %}

{#- Few values hold two blanks in a row: letters are exchanged at a tenth of the price. -#}
{% macro duckdb__lookup_key(text) -%}
    {%- set spaced = "translate(lower(" ~ text ~ "), '_-', '  ')" -%}
    case
        when contains({{ spaced }}, '  ') then {{ replace_all(spaced, "[ ]+", " ") }}
        else {{ spaced }}
    end
{%- endmacro %}
