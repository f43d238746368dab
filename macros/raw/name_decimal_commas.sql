{#-
    Says that amounts of a raw table have a decimal comma, how many, and what to do: they
    are no numbers, nor is `1.250` beside them. Runs as the post-hook of the model that
    reads them.
    Arguments: table, a name of raw_tables().
-#}
{% macro name_decimal_commas(table) %}
    {%- if execute -%}
        {%- set found = run_query(
            "select count(*), max(amount) from " ~ this ~ " where " ~ has_decimal_comma("amount")
        ).rows[0] -%}
        {%- if found[0] > 0 -%}
            {%- do print(
                table ~ ": " ~ found[0] ~ (" amount has" if found[0] == 1 else " amounts have") ~ " a decimal comma, such as " ~ found[1]
                ~ ". They are no numbers, nor is 1.250 beside them. Write 1250.00 for 1.250,00"
            ) -%}
        {%- endif -%}
    {%- endif -%}
{% endmacro %}
