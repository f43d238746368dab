{#-
    The rows of a model that break a constraint of its contract, one row for each: for
    models and engines whose tables do not enforce constraints themselves. Reads every
    not_null, unique, primary_key and check of the columns and of the model.

    Arguments: table, the name of a model.
    Returns: SQL of a query (table_name, broken, example); nothing while dbt parses.
-#}
{% macro broken_constraints(table) -%}
    {%- set relation = ref(table) -%}
    {%- set rules = [] -%}
    {%- if execute -%}
        {%- set node = graph.nodes["model." ~ project_name ~ "." ~ table] -%}
        {%- for constraint in node.constraints -%}
            {%- do rules.append((constraint.type, constraint.columns | join(", "), constraint.expression)) -%}
        {%- endfor -%}
        {%- for column in node.columns.values() -%}
            {%- for constraint in column.constraints -%}
                {%- do rules.append((constraint.type, column.name, constraint.expression)) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- if not rules -%}
            {%- do exceptions.raise_compiler_error(table ~ " has no constraints.") -%}
        {%- endif -%}
    {%- endif -%}
    {%- for type, columns, expression in rules %}
    select
        '{{ table }}' as table_name,
        '{{ type }} {{ (expression or columns) | replace("'", "''") }}' as broken,
        count(*) as breaches
    from {{ relation }}
        {%- if type == "not_null" %}
    where {{ columns }} is null
        {%- elif type == "check" %}
    where not ({{ expression }})
        {%- else %}
    group by {{ columns }}
        {%- endif %}
    having count(*) > {{ 0 if type in ("not_null", "check") else 1 }}
    {{ "union all" if not loop.last }}
    {%- else %}
    select 1 as nothing where 1 = 0
    {%- endfor %}
{%- endmacro %}
