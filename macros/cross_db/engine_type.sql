{#-
    The engine's name for a type of contracts and seeds. Their YAML says text, bigint,
    double precision, boolean, date or timestamp.
    Arguments: data_type, as in the YAML. Returns: the name of a type.
-#}
{% macro engine_type(data_type) -%}
    {{ return(adapter.dispatch("engine_type", "beyond_mql")(data_type)) }}
{%- endmacro %}

{% macro default__engine_type(data_type) -%}
    {{ return(data_type) }}
{%- endmacro %}

{% macro spark__engine_type(data_type) -%}
    {{ return({"text": "string", "double precision": "double"}.get(data_type, data_type)) }}
{%- endmacro %}

{% macro bigquery__engine_type(data_type) -%}
    {%- set names = {"text": "string", "bigint": "int64", "double precision": "float64", "boolean": "bool"} -%}
    {{ return(names.get(data_type, data_type)) }}
{%- endmacro %}

{% macro trino__engine_type(data_type) -%}
    {{ return({"text": "varchar", "double precision": "double"}.get(data_type, data_type)) }}
{%- endmacro %}

{#- Its `text` ends after 256 bytes. -#}
{% macro redshift__engine_type(data_type) -%}
    {{ return({"text": "varchar(65535)"}.get(data_type, data_type)) }}
{%- endmacro %}
