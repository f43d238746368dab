{#-
    The constraints of a model's contract that its rows break, with the number of rows or
    of keys that break each: for models and engines whose tables do not enforce them.
    Reads every not_null, check, unique and primary_key of the columns and of the model.

    Arguments: table, the name of a model.
    Returns: SQL of a query (table_name, broken, breaches); nothing while dbt parses.
-#}
{% macro broken_constraints(table) -%}
    {%- set relation = ref(table) -%}
    {%- set rules = constraints_of(table) if execute else [] -%}
    {%- if execute and not rules -%}
        {%- do exceptions.raise_compiler_error(table ~ " has no constraints.") -%}
    {%- endif -%}
    {%- set names = [] -%}
    {%- for rule in rules if not rule.key %}
    {{ "select '" ~ table ~ "' as table_name, broken, count(*) as breaches from ( select case" if loop.first }}
        when {{ rule.broken_where }} then {{ text_literal(rule.name) }}
    {{ "end as broken from " ~ relation ~ ") as rows_checked where broken is not null group by broken" if loop.last }}
    {%- do names.append(rule.name) -%}
    {%- endfor %}
    {%- for rule in rules if rule.key %}
    {{ "union all" if names or not loop.first }}
    select '{{ table }}' as table_name, {{ text_literal(rule.name) }} as broken, count(*) as breaches
    from (
        select 1 as nothing from {{ relation }}
        {{ "where " ~ rule.key_where if rule.key_where }}
        group by {{ rule.key }} having count(*) > 1
    ) as keys_checked
    having count(*) > 0
    {%- endfor %}
    {%- if not rules -%}
    select 1 as nothing where 1 = 0
    {%- endif -%}
{%- endmacro %}


{#-
    What the contract of a model requires of its rows.
    Arguments: table, the name of a model.
    Returns: a list of {name, broken_where, key, key_where}: SQL of a boolean for what is
    asked of a row; for what is asked of all rows SQL of a list of columns, and of which
    rows if not of all: two nulls are unique. What is not asked is none.
-#}
{% macro constraints_of(table) %}
    {%- set rules = [] -%}
    {%- set node = contract_of(table) -%}
    {%- set found = [] -%}
    {%- for constraint in node.constraints -%}
        {%- do found.append([constraint.type, constraint.columns | join(", "), constraint.expression]) -%}
    {%- endfor -%}
    {%- for column in node.columns.values() -%}
        {%- for constraint in column.constraints -%}
            {%- do found.append([constraint.type, column.name, constraint.expression]) -%}
        {%- endfor -%}
    {%- endfor -%}
    {%- for type, columns, expression in found -%}
        {%- do rules.append({
            "name": type ~ " " ~ (expression or columns),
            "broken_where": columns ~ " is null" if type == "not_null" else "not (" ~ expression ~ ")" if type == "check" else none,
            "key": columns if type not in ("not_null", "check") else none,
            "key_where": columns | replace(",", " is not null and") ~ " is not null" if type == "unique" else none,
        }) -%}
    {%- endfor -%}
    {{ return(rules) }}
{% endmacro %}


{#-
    The marts whose constraints the engine does not enforce itself: on DuckDB those that
    are views; elsewhere all, for some engines keep none and some only a few.
    Returns: a list of names of models; all of marts() while dbt parses.
-#}
{% macro marts_without_kept_constraints() %}
    {%- if not execute or not adapter.dispatch("keeps_constraints", "beyond_mql")() -%}
        {{ return(marts()) }}
    {%- endif -%}
    {%- set found = [] -%}
    {%- for table in marts() if contract_of(table).config.materialized == "view" -%}
        {%- do found.append(table) -%}
    {%- endfor -%}
    {{ return(found) }}
{% endmacro %}

{% macro default__keeps_constraints() %}
    {{ return(false) }}
{% endmacro %}

{% macro duckdb__keeps_constraints() %}
    {{ return(true) }}
{% endmacro %}
