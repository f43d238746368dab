{#-
    A campaign as it is compared and shown: lower case; `+`, `%20` and runs of blanks are
    one blank, and none around it.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a text, null where only blanks
    are left.
-#}
{% macro clean_campaign(text) -%}
    {#- Asked first: few campaigns have one of them. -#}
    lower(
        case
            when
                {{ dbt.position("'+'", text) }} > 0
                or {{ dbt.position("'%20'", text) }} > 0
                or {{ dbt.position("'  '", text) }} > 0
                then nullif({{ without_outer_blanks(replace_all(text, "([+]|%20| )+", " ")) }}, '')
            else {{ text }}
        end
    )
{%- endmacro %}
