{#-
    Everything in the rule seeds that the contract does not know, one row a fault. What a
    cell may hold is said by the meta of its column in seeds/rules/*.yml:
    type (whole, positive_whole, number, positive_number, flag, date, month), is_required,
    allowed (a list), allowed_from (seed.column); the seed's own meta says what is unique.

    Returns: SQL of a query with the columns seed, line, row_text, column_name, cell,
    allowed.
-#}
{% macro rule_faults() -%}
    {%- set queries = [] -%}
    {#- The graph is known only once everything is parsed. -#}
    {%- if not execute -%}
        {{ return("select 1 as nothing") }}
    {%- endif -%}
    {%- for seed in graph.nodes.values() if seed.resource_type == "seed" and seed.path.startswith("rules/") -%}
        {%- set names = seed.columns.keys() | list -%}
        {%- for column in seed.columns.values() -%}
            {%- set meta = column.config.meta -%}
            {%- for fault in cell_faults(column.name, meta) -%}
                {%- do queries.append(rule_fault(seed.name, names, column.name, fault.condition, fault.allowed)) -%}
            {%- endfor -%}
        {%- endfor -%}
        {%- set unique = seed.config.meta.unique -%}
        {%- set repeats -%}
            {% for name in unique %}coalesce({{ rule_key(name) }}, ''){{ " || '|' || " if not loop.last }}{% endfor %} in (
                select {% for name in unique %}coalesce({{ rule_key(name) }}, ''){{ " || '|' || " if not loop.last }}{% endfor %}
                from {{ ref(seed.name) }} group by 1 having count(*) > 1
            )
        {%- endset -%}
        {%- do queries.append(rule_fault(seed.name, names, unique | last, repeats, "one row for each " ~ unique | join(" and "))) -%}
    {%- endfor -%}
    {%- for seed in ("fit_rules", "exclusions") -%}
        {%- do queries.append(rule_fault(seed, ["rule", "attribute", "operator", "value"], "value", between_is_wrong(), "lo..hi, two numbers of which one may be left out")) -%}
    {%- endfor -%}
    {%- do queries.append(rule_fault(
        "benchmarks", ["metric", "go_to_market", "low", "high"], "high",
        try_number(rule_text("high")) ~ " < " ~ try_number(rule_text("low")), "no less than low"
    )) -%}
    {%- for channel in ("direct", "unknown") -%}
        {%- do queries.append(
            "select 'channels' as seed, cast(null as bigint) as line, cast(null as "
            ~ dbt.type_string() ~ ") as row_text, 'channel' as column_name, cast(null as "
            ~ dbt.type_string() ~ ") as cell, 'a row for channel " ~ channel ~ "' as allowed where not exists (select 1 from "
            ~ ref("channels") ~ " where " ~ rule_key("channel") ~ " = '" ~ channel ~ "')"
        ) -%}
    {%- endfor -%}
    {{ queries | join("\nunion all\n") }}
{%- endmacro %}


{#-
    One query: the rows of a seed in which a column is at fault.
    Arguments: seed, its name; names, the columns that show the row; column, the column at
    fault; condition, SQL that is true for a fault; allowed, what the message says.
-#}
{% macro rule_fault(seed, names, column, condition, allowed) -%}
    select
        '{{ seed }}' as seed,
        seed_line as line,
        {% for name in names -%}
        '{{ name }}=' || coalesce({{ name }}, ''){{ " || ', ' || " if not loop.last }}
        {%- endfor %} as row_text,
        '{{ column }}' as column_name,
        {{ column }} as cell,
        '{{ allowed }}' as allowed
    from {{ seed_with_lines(ref(seed)) }}
    where {{ condition }}
{%- endmacro %}


{#-
    What can be wrong with a cell.
    Arguments: name, the column; meta, its meta.
    Returns: a list of {condition, allowed}.
-#}
{% macro cell_faults(name, meta) -%}
    {%- set cell = rule_text(name) -%}
    {%- set number = try_number(cell) -%}
    {%- set types = {
        "positive_whole": {"good": matches(cell, "^0*[1-9][0-9]{0,8}$"), "allowed": "a whole number above 0"},
        "whole": {"good": matches(cell, "^[+-]?[0-9]{1,9}$"), "allowed": "a whole number"},
        "number": {"good": number ~ " is not null", "allowed": "a number"},
        "positive_number": {"good": number ~ " > 0", "allowed": "a number above 0"},
        "flag": {"good": "(" ~ try_boolean(cell) ~ ") is not null", "allowed": "true or false"},
        "date": {"good": matches(cell, "^[0-9-]{10}$") ~ " and " ~ try_timestamp(cell) ~ " is not null", "allowed": "a day, as yyyy-mm-dd"},
        "month": {"good": matches(cell, "^[0-9-]{7}-01$") ~ " and " ~ try_timestamp(cell) ~ " is not null", "allowed": "the first day of a month, as yyyy-mm-01"},
    } -%}
    {%- set faults = [] -%}
    {%- if meta.is_required -%}
        {%- do faults.append({"condition": cell ~ " is null", "allowed": "something: it must not be empty"}) -%}
    {%- endif -%}
    {%- if meta.type -%}
        {%- do faults.append({
            "condition": cell ~ " is not null and not coalesce(" ~ types[meta.type].good ~ ", false)",
            "allowed": types[meta.type].allowed,
        }) -%}
    {%- endif -%}
    {%- if meta.allowed -%}
        {%- do faults.append({
            "condition": rule_key(name) ~ " not in ('" ~ meta.allowed | join("', '") ~ "')",
            "allowed": meta.allowed | join(", "),
        }) -%}
    {%- endif -%}
    {%- if meta.allowed_from -%}
        {%- set seed, column = meta.allowed_from.split(".") -%}
        {%- do faults.append({
            "condition": rule_key(name) ~ " not in (select " ~ rule_key(column) ~ " from " ~ ref(seed) ~ " where " ~ rule_key(column) ~ " is not null)",
            "allowed": "a " ~ column ~ " of seeds/rules/" ~ seed ~ ".csv",
        }) -%}
    {%- endif -%}
    {{ return(faults) }}
{%- endmacro %}


{#-
    Whether the value of a `between` rule is not of the form lo..hi.
    Returns: SQL of a boolean.
-#}
{% macro between_is_wrong() -%}
    {%- set low = rule_text("split_part(value, '..', 1)") -%}
    {%- set high = rule_text("split_part(value, '..', 2)") -%}
    {{ rule_key("operator") }} = 'between'
    and (
        {{ dbt.position("'..'", "value") }} = 0
        or split_part(value, '..', 3) <> ''
        or ({{ low }} is null and {{ high }} is null)
        or ({{ low }} is not null and {{ try_number(low) }} is null)
        or ({{ high }} is not null and {{ try_number(high) }} is null)
        or {{ try_number(high) }} < {{ try_number(low) }}
    )
{%- endmacro %}
