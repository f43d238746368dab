{#-
    Rows of texts, as SQL.
    Arguments: rows, a list of lists of texts, numbers or none; columns, the names of the
    columns, as many as each row has cells.
    Returns: SQL of a query whose columns are texts.
-#}
{% macro text_rows(rows, columns) -%}
    {%- if not rows -%}
    select
        {% for column in columns -%}
        cast(null as {{ dbt.type_string() }}) as {{ column }}{{ "," if not loop.last }}
        {% endfor -%}
    from (select 1 as nothing) as one
    where 1 = 0
    {%- else -%}
    {{ return(adapter.dispatch("text_rows", "beyond_mql")(rows, columns)) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__text_rows(rows, columns) -%}
    select
        {% for column in columns -%}
        cast({{ column }} as {{ dbt.type_string() }}) as {{ column }}{{ "," if not loop.last }}
        {% endfor -%}
    from (
        values
        {% for row in rows -%}
        ({{ text_literals(row) }}){{ "," if not loop.last }}
        {% endfor -%}
    ) as given ({{ columns | join(", ") }})
{%- endmacro %}

{% macro bigquery__text_rows(rows, columns) -%}
    select * from unnest(array<struct<
        {%- for column in columns %}{{ column }} string{{ ", " if not loop.last }}{% endfor -%}
    >>[
        {% for row in rows -%}
        ({{ text_literals(row) }}){{ "," if not loop.last }}
        {% endfor -%}
    ])
{%- endmacro %}


{#-
    Texts as a list in SQL.
    Arguments: texts, a list of texts, numbers or none. Returns: SQL, commas between.
-#}
{% macro text_literals(texts) -%}
    {%- for text in texts -%}
    {{ text_literal(text) }}{{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
