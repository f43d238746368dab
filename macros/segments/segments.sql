{#-
    The segments of leads, each with its column of int_leads. Every count of leads by
    segment uses this list; a table chooses from it by name.

    Returns: a mapping of a segment type to a column.
-#}
{% macro lead_segments() %}
    {{ return({
        "channel": "first_touch_channel",
        "persona": "persona",
        "direction": "direction",
        "region": "region",
        "owner": "owner",
    }) }}
{% endmacro %}


{#-
    The segments of deals, each with its column of int_deals, as in lead_segments().

    Returns: a mapping of a segment type to a column.
-#}
{% macro deal_segments() %}
    {{ return({
        "channel": "channel",
        "direction": "direction",
        "region": "region",
        "owner": "owner",
    }) }}
{% endmacro %}


{#-
    The segments of an event, for counting: `unknown` where the record has no value.

    Arguments: segments, as of lead_segments(); records, the alias of the records, where
    there are others.
    Returns: a column for each segment, never null, without a comma at the end.
-#}
{% macro known_segments(segments, records=none) -%}
    {%- for segment_type, column in segments.items() -%}
    coalesce({{ records ~ "." if records }}{{ column }}, 'unknown') as {{ segment_type }}{{ ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}


{#-
    The columns segment_type and segment of a query that is grouped by
    grouped_by_segment(). The segment of the whole company is `all`, and no other is: a
    null is `unknown`.

    Arguments: segment_types, the names of columns of the query's rows.
    Returns: two columns, without a comma at the end.
-#}
{% macro segment_columns(segment_types) -%}
    case
        {%- for segment_type in segment_types %}
        when grouping({{ segment_type }}) = 0 then '{{ segment_type }}'
        {%- endfor %}
        else 'company'
    end as segment_type,
    case
        {%- for segment_type in segment_types %}
        when grouping({{ segment_type }}) = 0 then coalesce({{ segment_type }}, 'unknown')
        {%- endfor %}
        else 'all'
    end as segment
{%- endmacro %}


{#-
    The `group by` of a query that counts rows for the company and for each segment.

    Arguments: keys, a list of columns; segment_types, as in segment_columns.
    Returns: SQL to put after `group by`.
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
    A table of months and segments: every month with every segment, and what was counted
    there. It has the segments that are always shown, and segments with a count or
    amount that is not 0 in one of the months shown.

    Arguments: months, the CTE of int_months or int_months_counted; segments, the CTE of int_segments; counts, a
    dictionary: a CTE of counts -> a list of their columns, 0 where nothing happened;
    segment_types, what the table shows besides the company; values, as counts, for columns
    that are null where nothing happened, such as medians; all_months, whether a count in a
    month before first_month gives its segment rows, too.
    Returns: SQL of a query, with all columns of int_months as well.
-#}
{% macro dense_months(months, segments, counts, segment_types, values={}, all_months=false) -%}
    {%- set shown = "segment_type in ('company', '" ~ segment_types | join("', '") ~ "')" -%}
    select
        grid.*,
        {%- for name, columns in counts.items() %}
        {{ zero_filled(name, columns) }}{{ "," if values or not loop.last }}
        {%- endfor %}
        {%- for name, columns in values.items() %}
        {{ name }}.{{ columns | join(",\n        " ~ name ~ ".") }}{{ "," if not loop.last }}
        {%- endfor %}
    from (
        select
            {{ months }}.*,
            known_segments.segment_type,
            known_segments.segment
        from {{ months }}
        cross join (
            select segment_type, segment from {{ segments }}
            where {{ shown }}
            {%- for name, columns in counts.items() %}
            union distinct
            select {{ name }}.segment_type, {{ name }}.segment
            from {{ name }}
            inner join {{ months }}
                on {{ name }}.month_start = {{ months }}.month_start
            where
                {{ name }}.{{ shown }}
                {% if not all_months -%}
                and {{ is_from_first_month(name ~ ".month_start") }}
                {% endif -%}
                and ({{ name }}.{{ columns | join(" != 0 or " ~ name ~ ".") }} != 0)
            {%- endfor %}
        ) as known_segments
    ) as grid
    {%- for name in counts %}
    left join {{ name }}
        on {{ on_month_and_segment(name, "grid") }}
    {%- endfor %}
{%- endmacro %}


{#-
    The join condition between a table of months and segments and another one with both.
    Arguments: joined, the alias of what is joined; table, the alias of the table.
    Returns: SQL of a boolean.
-#}
{% macro on_month_and_segment(joined, table) -%}
    {{ table }}.month_start = {{ joined }}.month_start
    and {{ table }}.segment_type = {{ joined }}.segment_type
    and {{ table }}.segment = {{ joined }}.segment
{%- endmacro %}


{#-
    Counts and amounts that were joined to months: 0 where nothing happened.
    Arguments: counts, the alias of the counts; columns, a list of their columns.
    Returns: columns, without a comma at the end.
-#}
{% macro zero_filled(counts, columns) -%}
    {%- for column in columns -%}
    coalesce({{ counts }}.{{ column }}, 0) as {{ column }}{{ ",\n        " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
