{#-
    A small table of cases for the test of a macro.
    Arguments: columns, a mapping of a name to a type of the contracts; rows, a list of
    lists of texts, none for null.
    Returns: SQL to put after `from`.
-#}
{% macro cases(columns, rows) -%}
    (
        {%- for row in rows %}
        select
            {%- for name, data_type in columns.items() %}
            cast({{ text_literal(row[loop.index0]) }} as {{ engine_type(data_type) }}) as {{ name }}{{ "," if not loop.last }}
            {%- endfor %}
        {{ "union all" if not loop.last }}
        {%- endfor %}
    ) as cases
{%- endmacro %}


{#-
    Whether two values are different; null is the same as null only.
    Arguments: actual, expected, SQL of values of one type. Returns: SQL of a boolean.
-#}
{% macro differs(actual, expected) -%}
    not coalesce({{ actual }} = {{ expected }}, {{ actual }} is null and {{ expected }} is null)
{%- endmacro %}
