{#-
    Whether a text is what programs write where they have no value, in any case.
    Arguments: text, SQL of a trimmed text; more, further such texts, in lower case.
    Returns: SQL of a boolean, null for a null text.
-#}
{% macro means_nothing(text, more=[]) -%}
    {#- A backslash is no letter that every engine reads alike in a literal. -#}
    (lower({{ text }}) in (
        'null', 'none', 'nan', 'n/a', 'undefined', '(not set)', '(none)',
        '(data not available)', '[object object]', chr(92) || 'n'
        {%- for word in more %}, '{{ word }}'{% endfor %}
    ))
{%- endmacro %}
