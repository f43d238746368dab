{#-
    What `dbt source freshness` asks: when the newest row of a raw table was loaded, in
    any of the three ways in. A table that is missing or empty, or has no loaded_at, has
    no known age: it passes, and a line says why.
    Arguments: source, the relation of the source; loaded_at_field, filter, as dbt hands
    them over; they are not needed.
    Returns: the result of a query of one row (max_loaded_at, snapshotted_at), in UTC.
-#}
{% macro default__collect_freshness(source, loaded_at_field, filter) %}
    {%- set table = source.identifier -%}
    {%- set column = loaded_at_column(table) -%}
    {%- set now = modules.datetime.datetime.now(modules.pytz.utc).strftime("%Y-%m-%d %H:%M:%S.%f") -%}
    {%- if not column -%}
        {%- do log("raw." ~ table ~ " has no loaded_at in " ~ raw_place() ~ ": its age is not known", info=true) -%}
    {%- endif -%}
    {% call statement("collect_freshness", fetch_result=true, auto_begin=false) -%}
        {%- if column %}
        select
            case
                when count(*) > 0
                    then max({{ try_timestamp(trimmed(loaded_at_text(column))) }})
                else cast('{{ now }}' as timestamp)
            end as max_loaded_at,
            cast('{{ now }}' as timestamp) as snapshotted_at
        from {{ raw_location(table) }}
        {%- else %}
        select
            cast('{{ now }}' as timestamp) as max_loaded_at,
            cast('{{ now }}' as timestamp) as snapshotted_at
        {%- endif %}
    {%- endcall %}
    {{ return(load_result("collect_freshness")) }}
{% endmacro %}
