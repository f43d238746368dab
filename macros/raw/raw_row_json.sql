{#-
    A raw row as JSON text: every column of the contract, in its order, null where empty,
    e-mail addresses masked: what the field for one holds, names too, and every address in
    another text. Only the single values are left to the engine: their own
    functions for whole rows differ in blanks, in order and in what becomes of nulls.

    Arguments: table, a name of raw_tables(). Returns: SQL of a text.
-#}
{% macro raw_row_json(table) -%}
    '{'
    {%- for column in raw_tables()[table].columns %}
    || '"{{ raw_name(column) }}": ' || coalesce({{ json_string(masked_contact(column) if column == "email" else masked_email(column)) }}, 'null'){{ " || ', '" if not loop.last }}
    {%- endfor %}
    || '}'
{%- endmacro %}
