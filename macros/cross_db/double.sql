{#-
    The name of the type of 8-byte floating point numbers.
    Returns: SQL of a type.
-#}
{% macro double() -%}
    {{ return(adapter.dispatch("double", "beyond_mql")()) }}
{%- endmacro %}

{% macro default__double() -%}
    double precision
{%- endmacro %}

{% macro spark__double() -%}
    double
{%- endmacro %}

{% macro bigquery__double() -%}
    float64
{%- endmacro %}

{% macro trino__double() -%}
    double
{%- endmacro %}
