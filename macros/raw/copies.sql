{#-
    Which one of the identical rows of a table a row is, counted from 1: identical rows
    share a rank, but not a number.
    Arguments: table, a name of raw_tables(). Returns: SQL of a whole number.
-#}
{% macro copy_number(table) -%}
    {{ row_number_in_table(table) }}
    - rank() over (order by {{ in_canonical_order(table) }}) + 1
{%- endmacro %}


{#-
    How many identical rows of a table there are.
    Arguments: table, a name of raw_tables(). Returns: SQL of a whole number.
-#}
{% macro copies(table) -%}
    count(*) over (partition by {{ raw_tables()[table].columns | join(", ") }})
{%- endmacro %}


{#-
    The number of a row in its table: by the canonical order, not by the order of arrival,
    so that two runs over shuffled rows name a row alike.
    Arguments: table, a name of raw_tables(). Returns: SQL of a whole number.
-#}
{% macro row_number_in_table(table) -%}
    row_number() over (order by {{ in_canonical_order(table) }})
{%- endmacro %}


{#-
    The number, as text, of a row in a table whose rows have ids, for a row without one:
    null comes first in the canonical order, so the rows without an id are its first.
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


{#-
    Raw touches with their place among those of their id that could count: the first of
    them does. What cannot count has a place of its own.
    Arguments: touchpoints, the CTE of checked rows; repeated, that of those of them whose
    ids repeat, with their copy_number.
    Returns: SQL of a query.
-#}
{% macro with_copies(touchpoints, repeated) -%}
    select
        *,
        1 as copy_number

    from {{ touchpoints }}

    where
        rejected_for is not null
        or is_later
        or touchpoint_id not in (select {{ repeated }}.touchpoint_id from {{ repeated }})

    union all

    select * from {{ repeated }}
{%- endmacro %}
