{#-
    Where the segments of a type do not add up to the company in a table of months and
    segments. Compared are its counts and amounts.

    Arguments: table, the name of a model with a contract; segment_type, one of its types.
    Returns: SQL of a query, one row per period, with the columns that differ.
-#}
{% macro segments_that_differ(table, segment_type) -%}
    {%- set period = period_of(table) -%}
    select
        '{{ table }}' as table_name,
        '{{ segment_type }}' as segment_type,
        {% for column in period -%}
        cast({{ column }} as {{ dbt.type_string() }}){{ " || ' ' || " if not loop.last }}
        {%- endfor %} as period,
        ''
        {%- for column in counts_and_amounts(table) %}
        || case
            when
                abs(sum(case when segment_type = 'company' then {{ column }} else -{{ column }} end))
                > 1e-9 * (1 + sum(abs({{ column }})))
                then ' {{ column }}'
            else ''
        end
        {%- endfor %} as columns_that_differ
    from {{ ref(table) }}
    where segment_type in ('company', '{{ segment_type }}')
    group by {{ period | join(", ") }}
{%- endmacro %}
