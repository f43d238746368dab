{#-
    A text with the local part of every e-mail address in it replaced by ***.
    Arguments: text, SQL of a text. Returns: SQL of a text.
-#}
{% macro masked_email(text) -%}
    {{ replace_all(text, '[^[:space:]"<>@]+@', '***@') }}
{%- endmacro %}
