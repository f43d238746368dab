{#-
    A value of a raw table as text. A whole number in a column of numbers is written
    without a point: 7001, not 7001.0. What has a time zone says which.
    Arguments: column, SQL of the value; data_type, as the engine calls its type.
    Returns: SQL of a text.
-#}
{% macro typed_text(column, data_type) -%}
    {{ return(adapter.dispatch("typed_text", "beyond_mql")(column, data_type | lower)) }}
{%- endmacro %}

{% macro default__typed_text(column, data_type) -%}
    {%- set text = "cast(" ~ column ~ " as " ~ dbt.type_string() ~ ")" -%}
    {%- if not modules.re.match("double|float|real|decimal|numeric|number|bignumeric", data_type) -%}
        {{ return(text) }}
    {%- endif -%}
    case
        {#- Within what a whole number may be on every engine; no number is not below it. #}
        when abs({{ column }}) < 9000000000000000000 and {{ column }} = floor({{ column }})
            then cast(cast({{ column }} as bigint) as {{ dbt.type_string() }})
        else {{ text }}
    end
{%- endmacro %}

{#- Its timestamps have a zone, and are shown in the session's: UTC. -#}
{% macro spark__typed_text(column, data_type) -%}
    {{ default__typed_text(column, data_type) }}{{ " || 'Z'" if data_type == "timestamp" }}
{%- endmacro %}
