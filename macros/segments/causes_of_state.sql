{#-
    What changed between a state of a month and the one before it. Reads the columns of
    int_month_states.
    Returns: SQL of a text, the causes separated by commas; empty for a month's first state.
-#}
{% macro causes_of_state() -%}
    {%- set before = "over (partition by month_start order by noted_at asc)" -%}
    substr(
        case when rules_hash != lag(rules_hash) {{ before }} then ', rule' else '' end
        || case when models_hash != lag(models_hash) {{ before }} then ', project' else '' end
        || case
            when records > lag(records) {{ before }} then ', late rows'
            when records < lag(records) {{ before }} then ', removed rows'
            else ''
        end,
        3
    )
{%- endmacro %}
