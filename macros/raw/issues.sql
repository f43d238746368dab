{#-
    The data-quality issues of a raw table: one row for each rejected raw row, and one for
    each reason that an accepted row is kept with a warning. Reads the CTE flagged: the
    judged rows with record_id and a boolean column for each warning, named as its reason.

    Arguments: table, a name of raw_tables(); warnings, a list of reasons.
    Returns: SQL of a query.
-#}
{% macro issues(table, warnings) -%}
    select
        '{{ table }}' as source_table,
        record_id,
        severity,
        reason,
        {{ raw_row_json(table) }} as raw_row
    from (
        select *, 'rejected' as severity, rejected_for as reason from flagged
        where rejected_for is not null
        {%- for reason in warnings %}
        union all
        select *, 'warning' as severity, '{{ reason }}' as reason from flagged
        where verdict = 'accepted' and {{ reason }}
        {%- endfor %}
    ) as found
{%- endmacro %}


{#-
    Whether a text is there but says nothing of its type.
    Arguments: columns, a list of (text, typed) names. Returns: SQL of a boolean.
-#}
{% macro any_invalid(columns) -%}
    {%- for text, typed in columns -%}
    ({{ text }} is not null and {{ typed }} is null){{ " or " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
