{#-
    The data-quality issues of a raw table: one row for each rejected raw row, and one for
    each reason that an accepted row is kept with a warning. Reads the CTE flagged: the
    judged rows with record_id and a boolean column for each warning, named as its reason.

    Arguments: table, a name of raw_tables(); warnings, a list of reasons.
    Returns: SQL of a query.
-#}
{% macro issues(table, warnings) -%}
    {%- for reason in ["rejected_for"] + warnings %}
    select
        '{{ table }}' as source_table,
        record_id,
        '{{ "rejected" if loop.first else "warning" }}' as severity,
        {{ reason if loop.first else "'" ~ reason ~ "'" }} as reason,
        {{ raw_row_json(table) }} as raw_row
    from flagged
    where {{ "rejected_for is not null" if loop.first else "verdict = 'accepted' and " ~ reason }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
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
