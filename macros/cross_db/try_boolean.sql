{#-
    The flag that a text says: true, t, yes, y, 1 or false, f, no, n, 0, in any case; null
    where it says none.
    Arguments: text, SQL of a trimmed text. Returns: SQL of a boolean.
-#}
{% macro try_boolean(text) -%}
    case
        when lower({{ text }}) in ('true', 't', 'yes', 'y', '1') then true
        when lower({{ text }}) in ('false', 'f', 'no', 'n', '0') then false
    end
{%- endmacro %}
