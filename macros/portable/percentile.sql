{#-
    A percentile of a column's values, interpolated linearly between two neighbours; nulls
    play no part. An aggregate: it stands in grouped queries, with grouping sets too.

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
