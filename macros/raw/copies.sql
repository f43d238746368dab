{#-
    The number of a row among the rows identical to it, from 1. Identical rows share a
    rank, but not this number.
    Arguments: table, a name of raw_tables(). Returns: SQL of a whole number.
-#}
{% macro copy_number(table) -%}
    {{ row_number_in_table(table) }}
    - rank() over (order by {{ in_canonical_order(table) }}) + 1
{%- endmacro %}


{#-
    Whether other rows of a table are identical to a row.
    Arguments: table, a name of raw_tables(). Returns: SQL of a boolean.
-#}
{% macro has_copies(table) -%}
    count(*) over (
        partition by
        {%- for column in raw_tables()[table].columns %} {{ as_it_came(column) }}{{ "," if not loop.last }}{% endfor %}
    ) > 1
{%- endmacro %}


{#-
    The number of a row in its table: in the canonical order, not in the order of
    arrival, so that shuffled rows keep their numbers. Of identical rows the one loaded
    first has the least.
    Arguments: table, a name of raw_tables(). Returns: SQL of a whole number.
-#}
{% macro row_number_in_table(table) -%}
    row_number() over (
        order by {{ in_canonical_order(table) }}{{ ", loaded_at asc" if table in loaded_tables() }}
    )
{%- endmacro %}


{#-
    The number, as text, of a row without an id among all of these, in a table whose rows
    have ids.
    Arguments: table, a name of raw_tables(). Returns: SQL of a text.
-#}
{% macro number_among_nameless(table) -%}
    case
        when {{ raw_tables()[table].id }} is null
            then cast(
                row_number() over (
                    partition by {{ raw_tables()[table].id }}
                    order by {{ in_canonical_order(table) }}
                ) as {{ dbt.type_string() }}
            )
    end
{%- endmacro %}
