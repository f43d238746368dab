{#-
    A text as a flag: true, t, yes, y, 1 or false, f, no, n, 0, in any case. Null for
    any other text.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a boolean.
-#}
{% macro try_boolean(text) -%}
    case
        when lower({{ text }}) in ('true', 't', 'yes', 'y', '1') then true
        when lower({{ text }}) in ('false', 'f', 'no', 'n', '0') then false
    end
{%- endmacro %}
