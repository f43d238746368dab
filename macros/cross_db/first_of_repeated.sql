{#-
    The first of several values between commas or bars, where all are the same once looked
    up (`cpc,cpc`); else the text itself.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a text.
-#}
{% macro first_of_repeated(text) -%}
    {%- set list = replace_all(text, " *[,|] *", ",") -%}
    {%- set keys = lookup_key(list) -%}
    case
        when {{ dbt.position("','", text) }} = 0 and {{ dbt.position("'|'", text) }} = 0 then {{ text }}
        {#- With a comma on both sides of every part, nothing is left without the first. #}
        when
            length(
                replace(
                    ',' || replace({{ keys }}, ',', ',,') || ',',
                    ',' || {{ part_of_text(keys, ",", 1) }} || ',',
                    ''
                )
            ) = 0
            then nullif({{ part_of_text(list, ",", 1) }}, '')
        else {{ text }}
    end
{%- endmacro %}
