{#-
    The id that a text says. Digits and `.0`, which is what a program makes of a column
    of whole numbers with a gap, are the digits. What programs write where they have no
    id is none.
    Arguments: text, SQL of a trimmed text; is_of_nobody, whether 0 and a UUID of zeros
    are no id either, as of visitors and accounts.
    Returns: SQL of a text.
-#}
{% macro clean_id(text, is_of_nobody=false) -%}
    {%- set zeros = "0" * 32 -%}
    case
        when {{ means_nothing(text) }} then null
        {%- if is_of_nobody %}
        when
            {{ text }} in (
                '0', '0.0', '00000000-0000-0000-0000-000000000000', '{{ zeros }}', '{{ zeros }}.0'
            )
            then null
        {%- endif %}
        when {{ text }} like '%.0' and {{ matches(text, "^[0-9]+[.]0$") }}
            then substr({{ text }}, 1, length({{ text }}) - 2)
        else {{ text }}
    end
{%- endmacro %}
