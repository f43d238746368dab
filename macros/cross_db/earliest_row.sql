{#-
    Values of the earliest row of a group: by time, then by id, byte by byte. It is an
    aggregate, so groups need no sorting.

    Arguments: columns, a list of names of texts to take from that row; timestamp, SQL of a timestamp;
    id, SQL of a text that differs between rows of the same time; both never null.
    Returns: SQL of select items, each named as its column.
-#}
{% macro earliest_row(columns, timestamp, id) -%}
    {%- for column in columns -%}
    {{ adapter.dispatch("value_of_earliest_row", "beyond_mql")(column, timestamp, id) }} as {{ column.split(".")[-1] }}
    {{- ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{% macro default__value_of_earliest_row(column, timestamp, id) -%}
    (array_agg({{ column }} order by {{ timestamp }} asc, {{ binary_text(id) }} asc))[1]
{%- endmacro %}

{% macro duckdb__value_of_earliest_row(column, timestamp, id) -%}
    arg_min_null({{ column }}, ({{ timestamp }}, {{ id }}))
{%- endmacro %}

{% macro spark__value_of_earliest_row(column, timestamp, id) -%}
    min_by({{ column }}, struct({{ timestamp }}, {{ id }}))
{%- endmacro %}

{% macro trino__value_of_earliest_row(column, timestamp, id) -%}
    min_by({{ column }}, row({{ timestamp }}, {{ id }}))
{%- endmacro %}

{#- The engine does not define whether it skips nulls, so none are passed. -#}
{% macro snowflake__value_of_earliest_row(column, timestamp, id) -%}
    nullif(
        min_by(
            coalesce({{ column }}, ''), to_char({{ timestamp }}, 'YYYYMMDDHH24MISSFF6') || {{ id }}
        ),
        ''
    )
{%- endmacro %}

{% macro bigquery__value_of_earliest_row(column, timestamp, id) -%}
    array_agg({{ column }} order by {{ timestamp }} asc, {{ id }} asc limit 1)[offset(0)]
{%- endmacro %}

{#- Redshift has no such aggregate: the least text that begins with time and id. -#}
{% macro redshift__value_of_earliest_row(column, timestamp, id) -%}
    nullif(
        split_part(
            min(
                to_char({{ timestamp }}, 'YYYYMMDDHH24MISSUS') || {{ id }}
                || chr(31) || coalesce({{ column }}, '')
            ),
            chr(31),
            2
        ),
        ''
    )
{%- endmacro %}
