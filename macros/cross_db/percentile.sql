{#-
    A percentile of a column's values, interpolated linearly between two neighbours;
    nulls are ignored. An aggregate: it works in grouped queries, with grouping sets
    too.

    Arguments: column, SQL of a number; fraction, 0.5 for the median.
    Returns: SQL of a double, null where there is no value.
-#}
{% macro percentile(column, fraction) -%}
    {{ return(adapter.dispatch("percentile", "beyond_mql")(column, fraction)) }}
{%- endmacro %}

{% macro default__percentile(column, fraction) -%}
    percentile_cont({{ fraction }}) within group (
        order by cast({{ column }} as {{ double() }}) asc
    )
{%- endmacro %}

{% macro spark__percentile(column, fraction) -%}
    percentile({{ column }}, {{ fraction }})
{%- endmacro %}

{% macro bigquery__percentile(column, fraction) -%}
    {%- set value = "cast(" ~ column ~ " as " ~ double() ~ ")" -%}
    {{ interpolated("array_agg(" ~ value ~ " ignore nulls order by " ~ value ~ " asc)[safe_offset(cast(", " as int64))]", column, fraction) }}
{%- endmacro %}

{% macro trino__percentile(column, fraction) -%}
    {%- set value = "cast(" ~ column ~ " as " ~ double() ~ ")" -%}
    {{ interpolated("element_at(array_sort(array_agg(" ~ value ~ ") filter (where " ~ column ~ " is not null)), 1 + cast(", " as bigint))", column, fraction) }}
{%- endmacro %}


{#-
    The percentile of the array of all values, for engines without an aggregate for it.
    Arguments: opening, closing, SQL before and after the position of a value,
    counted from 0; column, fraction, as above. Returns: SQL of a double.
-#}
{% macro interpolated(opening, closing, column, fraction) -%}
    {%- set place = "(count(" ~ column ~ ") - 1) * cast(" ~ fraction ~ " as " ~ double() ~ ")" -%}
    {%- set low = opening ~ "floor(" ~ place ~ ")" ~ closing -%}
    {%- set high = opening ~ "ceil(" ~ place ~ ")" ~ closing -%}
    {{ low }} + ({{ place }} - floor({{ place }})) * ({{ high }} - {{ low }})
{%- endmacro %}
