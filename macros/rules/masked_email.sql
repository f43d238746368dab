{#-
    A text with the local part of every e-mail address in it replaced by ***; the domain
    is kept. It also finds %40 (@ in links) and a local part in quotes.
    Arguments: text, SQL of a text. Returns: SQL of a text.
-#}
{% macro masked_email(text) -%}
    {#- Asked first: to find no address in a long text takes Java's expressions minutes. -#}
    case
        when {{ dbt.position("'@'", text) }} > 0 or {{ dbt.position("'%40'", text) }} > 0
            then {{ replace_all(text, '("[^"@]*"|[^[:space:]"<>@]+)(@|%40)', '***@') }}
        else {{ text }}
    end
{%- endmacro %}


{#-
    What may be shown of a field for an e-mail address: *** and the domain, or *** alone
    where it holds something else, such as a name.
    Arguments: text, SQL of a text. Returns: SQL of a text, null for a null text.
-#}
{% macro masked_contact(text) -%}
    {#- What no domain has; two blanks, for not every engine counts them among its own. -#}
    {%- set no_domain = "[[:space:]\u00a0\u2003,;<>()|/?:&=+*#!_%\"]" -%}
    case
        when {{ text }} like '%@%'
            then '***@' || {{ replace_all(replace_all(text, '[^@]*@', ''), no_domain ~ '[^@]*', '') }}
        when {{ text }} is not null then '***'
    end
{%- endmacro %}
