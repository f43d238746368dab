{#-
    The data-quality issues of a raw table: one row for each rejected raw row, and one for
    each reason that an accepted row is kept with a warning.

    Arguments: table, a name of raw_tables(); classified_rows, the CTE of its classified rows with a
    boolean column for each warning, named as its reason; warnings, a list of reasons; keys,
    further columns to keep.
    Returns: SQL of a query.
-#}
{% macro issues(table, classified_rows, warnings, keys=[]) -%}
    select
        '{{ table }}' as source_table,
        record_id,
        severity,
        reason,
        {%- for key in keys %}
        {{ key }},
        {%- endfor %}
        {{ raw_row_json(table) }} as raw_row
    from (
        {#- Most rows have no issue: only those that have one are numbered. #}
        with faulty as (
            select *, {{ record_id(table) }} as record_id from {{ classified_rows }}
            where rejected_for is not null
            or row_status = 'accepted' and ({{ warnings | join(" or ") }})
        )
        select *, 'rejected' as severity, rejected_for as reason from faulty
        where rejected_for is not null
        {%- for reason in warnings %}
        union all
        select *, 'warning' as severity, '{{ reason }}' as reason from faulty
        where row_status = 'accepted' and {{ reason }}
        {%- endfor %}
    ) as found
{%- endmacro %}


{#-
    The id of a raw row, or else its number. Where the id is the first column, null
    comes first in the canonical order, so that the number among the rows without an id
    is the number in the table.
    Arguments: table, a name of raw_tables(). Returns: SQL of a text.
-#}
{% macro record_id(table) -%}
    {%- set id = raw_tables()[table].id -%}
    {%- set number = "cast(row_number_in_table as " ~ dbt.type_string() ~ ")" -%}
    {%- if not id -%}
    {{ number }}
    {%- elif id == raw_tables()[table].columns[0] -%}
    coalesce({{ id }}, {{ number_among_nameless(table) }})
    {%- else -%}
    coalesce({{ id }}, {{ number }})
    {%- endif -%}
{%- endmacro %}


{#-
    Whether a text is filled, but is not a value of its type.
    Arguments: columns, a list of (text, typed) names. Returns: SQL of a boolean.
-#}
{% macro any_invalid(columns) -%}
    {%- for text, typed in columns -%}
    ({{ text }} is not null and {{ typed }} is null){{ " or " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
