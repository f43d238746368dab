{#-
    A raw row as JSON text, as it came: every column of the contract, in its order, null
    where empty. E-mail addresses are masked: all of the e-mail field, and every address
    in other texts. The engine writes single values only: its functions for whole rows
    differ in blanks, order and nulls.

    Arguments: table, a name of raw_tables(). Returns: SQL of a text.
-#}
{% macro raw_row_json(table) -%}
    '{'
    {%- for column in raw_tables()[table].columns %}
    || '"{{ raw_name(column) }}": ' || coalesce({{ json_string(masked_contact(column) if column == "email" else masked_email(as_it_came(column))) }}, 'null'){{ " || ', '" if not loop.last }}
    {%- endfor %}
    || '}'
{%- endmacro %}
