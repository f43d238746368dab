{#-
    What Redshift calls a text: dbt's own name for it, `text`, ends after 256 bytes there.
    Returns: the name of a type.
-#}
{% macro redshift__type_string() -%}
    {{ return(engine_type("text")) }}
{%- endmacro %}
