{#-
    Where the segments of a type do not add up to the company in a table of months and
    segments. Compared are its counts and amounts: the numbers that its contract lets never
    be null, but for business days, which are the same for all.

    Arguments: table, the name of a model with a contract; segment_type, one of its types;
    keys, a list of what makes a period of its rows.
    Returns: SQL of a query, one row per period, with the columns that differ.
-#}
{% macro segments_that_differ(table, segment_type, keys=["month_start"]) -%}
    select
        '{{ table }}' as table_name,
        '{{ segment_type }}' as segment_type,
        {{ keys[0] }} as month_start,
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
    group by {{ keys | join(", ") }}
{%- endmacro %}
