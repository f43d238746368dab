{#-
    The position of a text in a list, counted from 1; null where it is not in it.
    Arguments: texts, a list; text, SQL of a text. Returns: SQL of a whole number.
-#}
{% macro position_in(texts, text) -%}
    case {{ text }}
        {%- for found in texts %} when '{{ found }}' then {{ loop.index }}{% endfor %} end
{%- endmacro %}
