{#-
    The columns segment_type and segment of a query that is grouped by
    grouped_by_segment(). The segment of the whole company is `all`.

    Arguments: segment_types, a list of columns of the query's rows, none of them null.
    Returns: two columns, without a comma at the end.
-#}
{% macro segment_columns(segment_types) -%}
    case
        {%- for segment_type in segment_types %}
        when grouping({{ segment_type }}) = 0 then '{{ segment_type }}'
        {%- endfor %}
        else 'company'
    end as segment_type,
    coalesce({{ segment_types | join(", ") }}, 'all') as segment
{%- endmacro %}


{#-
    What a query is grouped by that counts rows for the company and for each segment.

    Arguments: keys, a list of columns; segment_types, as in segment_columns.
    Returns: SQL to stand behind `group by`.
-#}
{% macro grouped_by_segment(keys, segment_types) -%}
    grouping sets (
        ({{ keys | join(", ") }})
        {%- for segment_type in segment_types %},
        ({{ (keys + [segment_type]) | join(", ") }})
        {%- endfor %}
    )
{%- endmacro %}


{#-
    Every month with every segment of a table: those that always stand there (int_segments)
    and those that one of its counts knows in a month that the table shows. Reads the CTEs
    months and segments.

    Arguments: counts, a list of CTEs with the columns segment_type and segment, and a row
    only where something happened; segment_types, a list: what the table shows besides the
    company.
    Returns: SQL of a query.
-#}
{% macro months_with_segments(counts, segment_types) -%}
    select
        months.*,
        known_segments.segment_type,
        known_segments.segment
    from months
    cross join (
        {%- for source in ["segments"] + counts %}
        select segment_type, segment from {{ source }}
        where segment_type in ('company'
        {%- for segment_type in segment_types %}, '{{ segment_type }}'{% endfor %})
        {%- if source != "segments" %}
        and {{ is_from_first_month("month_start") }}
        {%- endif %}
        {{ "union distinct" if not loop.last }}
        {%- endfor %}
    ) as known_segments
{%- endmacro %}


{#-
    The condition to join the counts of months and segments to the grid on.
    Arguments: counts, the alias of the counts; grid, the alias of the grid.
    Returns: SQL of a boolean.
-#}
{% macro on_month_and_segment(counts, grid="grid") -%}
    {{ grid }}.month_start = {{ counts }}.month_start
    and {{ grid }}.segment_type = {{ counts }}.segment_type
    and {{ grid }}.segment = {{ counts }}.segment
{%- endmacro %}


{#-
    Counts and amounts joined to the grid: 0 where nothing happened.
    Arguments: counts, the alias of the counts; columns, a list of their columns.
    Returns: columns, without a comma at the end.
-#}
{% macro zero_filled(counts, columns) -%}
    {%- for column in columns -%}
    coalesce({{ counts }}.{{ column }}, 0) as {{ column }}{{ ",\n    " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#-
    A table of months and segments: the grid with the columns of its counts, 0 where
    nothing happened. Reads the CTEs months and segments and one for each of the counts.

    Arguments: counts, a dictionary: the CTE of the counts -> a list of their columns;
    segment_types, a list: what the table shows besides the company.
    Returns: SQL of a query, with all columns of int_months as well.
-#}
{% macro dense_months(counts, segment_types) -%}
    select
        grid.*,
        {%- for name, columns in counts.items() %}
        {{ zero_filled(name, columns) }}{{ "," if not loop.last }}
        {%- endfor %}
    from (
        {{ months_with_segments(counts.keys() | list, segment_types) }}
    ) as grid
    {%- for name in counts %}
    left join {{ name }}
        on {{ on_month_and_segment(name) }}
    {%- endfor %}
{%- endmacro %}
