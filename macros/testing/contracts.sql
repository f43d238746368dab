{#-
    What the graph knows of a table. Arguments: table, the name of a model with a contract.
    Returns: a node of the graph.
-#}
{% macro contract_of(table) %}
    {{ return(graph.nodes["model." ~ project_name ~ "." ~ table]) }}
{% endmacro %}


{#-
    The segments that a table shows besides the company, by the check of its segment_type.
    Arguments: table, the name of a model with a contract.
    Returns: a list of segment types, empty where it has none, and while dbt parses.
    Raises: a compiler error where the column has no such check.
-#}
{% macro segment_types_of(table) %}
    {%- set segment_type = contract_of(table).columns.segment_type if execute -%}
    {%- if not segment_type -%}
        {{ return([]) }}
    {%- endif -%}
    {%- for check in segment_type.constraints if check.type == "check" -%}
        {%- set types = modules.re.findall("'([a-z]+)'", check.expression) -%}
        {{ return(types | reject("equalto", "company") | list) }}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(table ~ ".segment_type has no check.") -%}
{% endmacro %}


{#-
    The key of a table by month and segment, without the segment.
    Arguments: table, the name of a model with a contract. Returns: a list of columns.
-#}
{% macro period_of(table) %}
    {%- for constraint in contract_of(table).constraints if constraint.type == "primary_key" -%}
        {{ return(constraint.columns | reject("in", ["segment_type", "segment"]) | list) }}
    {%- endfor -%}
    {%- do exceptions.raise_compiler_error(table ~ " has no primary key.") -%}
{% endmacro %}


{#-
    The counts and amounts of a table: the numbers that its contract lets never be null, but
    for business days, which are the same for all segments, and what is part of its key.
    Causes of a change have none.
    Arguments: table, the name of a model with a contract. Returns: a list of columns.
-#}
{% macro counts_and_amounts(table) -%}
    {%- set names = [] -%}
    {%- for column in contract_of(table).columns.values() -%}
        {%- if column.data_type in ("bigint", "double precision")
            and "not_null" in column.constraints | map(attribute="type") | list
            and column.name not in ["business_days"] + period_of(table) -%}
            {%- do names.append(column.name) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}
