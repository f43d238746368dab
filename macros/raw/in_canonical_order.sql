{#-
    The columns of a raw table as a list to order by: each as it came, compared byte by
    byte, in the contract's order, null smallest. So the row that counts never depends on the order in
    which rows arrived.

    Arguments: table, a name of raw_tables(); direction, asc or desc; leading, columns
    that come last, because their typed values come first.
    Returns: SQL to put into `order by`.
-#}
{% macro in_canonical_order(table, direction="asc", leading=[]) -%}
    {%- set columns = raw_tables()[table].columns | reject("in", leading) | list + leading -%}
    {%- for column in columns -%}
    {{ binary_text(as_it_came(column)) }} {{ direction }} nulls {{ "first" if direction == "asc" else "last" }}{{ ", " if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
