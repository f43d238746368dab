{#-
    The rows of a raw table with its ids, utm values and campaigns as they are meant, under
    the names of the contract. Beside each such column stands the text as it came, where
    that is another one: versions and identical rows are compared by it.

    Order: a campaign's spelling, the first of repeated values, `google / cpc` in two, and
    then what means nothing.

    Arguments: table, a name of raw_tables(); rows, the CTE of its rows as trimmed text.
    Returns: SQL to put after `from`; loaded_at is part of tables read by increments.
-#}
{% macro cleaned_rows(table, rows) -%}
    {%- set columns, read = raw_tables()[table].columns, {} -%}
    {%- for column in columns if is_cleaned(column) -%}
        {%- do read.update({column: column if column.endswith("_id") else column ~ "_read"}) -%}
    {%- endfor -%}
    (
        select
            {% for column in columns -%}
            {% if column in read -%}
            {{ column }}_cleaned as {{ column }},
            {% if column == "utm_medium" -%}
            {#- The only one that cleaning may fill: an empty text stands for null. -#}
            case
                when {{ column }} is null and {{ column }}_cleaned is not null then ''
                else nullif({{ column }}, {{ column }}_cleaned)
            end
            {%- else -%}
            nullif({{ column }}, {{ column }}_cleaned)
            {%- endif %} as {{ column }}_as_it_came
            {%- else -%}
            {{ column }}
            {%- endif %}{{ "," if not loop.last }}
            {% endfor -%}
            {{ ", loaded_at" if table in loaded_tables() }}
        from (
            select
                *,
                {% for column, name in read.items() -%}
                {% if column.endswith("_id") -%}
                {{ clean_id(name, is_of_nobody=column in ["anonymous_id", "account_id"]) }}
                {%- else -%}
                case
                    when {{ means_nothing(name, ["(direct)"]) }} then null
                    else {{ name }}
                end
                {%- endif %} as {{ column }}_cleaned{{ "," if not loop.last }}
                {% endfor %}
            from {{ rows_with_utm_values_read(columns, rows) if "utm_source" in columns else rows }}
        ) as cleaned
    ) as cleaned_rows
{%- endmacro %}


{#-
    Rows with their utm values read, but for what means nothing: in columns that end in
    _read, beside those as they came.
    Arguments: columns, of the raw table; rows. Returns: SQL to put after `from`.
-#}
{% macro rows_with_utm_values_read(columns, rows) -%}
    (
            select
                *,
                case when is_pair then {{ part_of_utm_pair("utm_source_first", 1) }} else utm_source_first end
                    as utm_source_read,
                {#- A medium that the row names itself keeps its spelling: patterns see it. #}
                case
                    when is_pair and coalesce({{ means_nothing("utm_medium_first", ["(direct)"]) }}, true)
                        then {{ part_of_utm_pair("utm_source_first", 2) }}
                    else utm_medium_first
                end as utm_medium_read
            from (
                select
                    *,
                    {{ is_utm_pair("utm_source_first", "utm_medium_first") }} as is_pair
                from (
                    select
                        *,
                        {{ first_of_repeated("utm_source") }} as utm_source_first,
                        {% for column in ["utm_campaign", "campaign"] if column in columns -%}
                        {{ clean_campaign(column) }} as {{ column }}_read,
                        {% endfor -%}
                        {{ first_of_repeated("utm_medium") }} as utm_medium_first
                    from {{ rows }}
                ) as first_values
            ) as pairs
        ) as utm_values
{%- endmacro %}


{#-
    Whether a column holds ids, utm values or campaigns: what is cleaned.
    Arguments: column, a name of raw_tables(). Returns: a boolean.
-#}
{% macro is_cleaned(column) %}
    {{ return(column.endswith("_id") or column in ("utm_source", "utm_medium", "utm_campaign", "campaign")) }}
{% endmacro %}


{#-
    A column of a raw table as it came, trimmed.
    Arguments: column, a name of raw_tables(). Returns: SQL of a text.
-#}
{% macro as_it_came(column) %}
    {%- set text = "coalesce(" ~ column ~ "_as_it_came, " ~ column ~ ")" if is_cleaned(column) else column -%}
    {{ return("nullif(" ~ text ~ ", '')" if column == "utm_medium" else text) }}
{% endmacro %}


{#-
    The columns of a base model that hold a raw row.
    Arguments: table, a name of raw_tables(). Returns: a list of names.
-#}
{% macro cleaned_columns(table) %}
    {%- set columns = [] -%}
    {%- for column in raw_tables()[table].columns -%}
        {%- do columns.extend([column, column ~ "_as_it_came"] if is_cleaned(column) else [column]) -%}
    {%- endfor -%}
    {{ return(columns) }}
{% endmacro %}
