{#-
    The rule seeds, and what each of their cells may hold. The meta of the column in
    seeds/rules/*.yml says that: type (whole, positive_whole, number, positive_number,
    share, points, flag, date, month, pattern, metric, lead_column, looked_up, campaign), is_required,
    allowed (a list), allowed_from (seed.column); the seed's own meta says what is unique,
    and what own rows do to the shipped ones (see of_own_rules).
    Returns: a list of seeds, as nodes of dbt's graph; empty while dbt parses.
-#}
{% macro rule_seeds() %}
    {%- set seeds = [] -%}
    {#- The graph is known only once everything is parsed. -#}
    {%- set nodes = graph.nodes.values() if execute else [] -%}
    {%- for seed in nodes | sort(attribute="unique_id") -%}
        {%- if seed.resource_type == "seed" and seed.path.startswith("rules/") -%}
            {%- do seeds.append(seed) -%}
        {%- endif -%}
    {%- endfor -%}
    {{ return(seeds) }}
{% endmacro %}


{#-
    CTEs, one a rule seed, `<seed>_rows`: the columns of the rows that are looked at, own
    ones and shipped ones, the file and line of each, the whole row as text, and what it
    must not share with another row of its file (row_key). A shipped file that own rows
    replace is not looked at. Each is read by its name alone: an empty run
    (`dbt build --empty`) checks all rules, too.
    Returns: SQL of CTEs, a comma behind the last one.
-#}
{% macro rule_rows() -%}
    {%- set own = ref("stg_own_rules").render() -%}
    {%- for seed in rule_seeds() %}
{{ seed.name }}_rows as (

    select
        *,
        {% for name in seed.columns -%}
        '{{ name }}=' || coalesce({{ name }}, '') {{ "|| ', ' ||" if not loop.last }}
        {%- endfor %} as row_text,
        {{ rule_row_key(seed) }} as row_key

    from (
        {{ own_rows_of(seed, own) }}
        union all
        select
            {{ seed.columns | join(", ") }},
            'seeds/rules/{{ seed.name }}.csv' as file,
            seed_line as line
        from {{ seed_with_lines(ref(seed.name).render()) }}
        {%- if seed.config.meta.own_rows == "replace" %}
        where not exists (select 1 from {{ own }} as own_rules where seed = '{{ seed.name }}')
        {%- endif %}
    ) as all_rows

),
    {%- endfor %}
{%- endmacro %}


{#-
    What two rows may not share. Numbers are compared by value: 10 and 010 are the same.
    Columns of type looked_up are compared in the form of lookup_key, campaigns in that of
    clean_campaign.
    Arguments: name, a column of a rule seed; cell_type, what its meta says, or none.
    Returns: SQL of a text.
-#}
{% macro unique_key(name, cell_type) -%}
    {%- if cell_type in ("whole", "positive_whole", "number", "positive_number", "share") -%}
    coalesce(cast({{ try_number(rule_text(name)) }} as {{ dbt.type_string() }}), {{ rule_key(name) }})
    {%- elif cell_type == "looked_up" -%}
    {{ rule_lookup_key(name) }}
    {%- elif cell_type == "campaign" -%}
    {{ clean_campaign(rule_text(name)) }}
    {%- else -%}
    {{ rule_key(name) }}
    {%- endif -%}
{%- endmacro %}


{#-
    Every cell of every rule seed, with what it may hold.
    Returns: SQL of a query with the columns seed, file, line, row_text, column_name, cell,
    is_required, cell_type, choices (`|a|b|`), choices_from (`seed.column`),
    choice_names (`a, b`).
-#}
{% macro rule_cells() -%}
    {%- for seed in rule_seeds() -%}
        {%- set is_last_seed = loop.last -%}
        {%- for column in seed.columns.values() -%}
            {%- set meta = column.config.meta -%}
            {%- set named = {"metric": scorecard_metrics() | map("first") | list, "lead_column": raw_names("leads")} -%}
            {%- set allowed = named.get(meta.type, meta.allowed) -%}
            {%- set choice_names = allowed | join(", ") if allowed -%}
            {%- if meta.allowed_from -%}
                {%- set other, column_there = meta.allowed_from.split(".") -%}
                {%- set choice_names = "a " ~ column_there ~ " of seeds/rules/" ~ other ~ ".csv or own_" ~ other ~ ".csv" -%}
            {%- endif -%}
    select
        '{{ seed.name }}' as seed,
        {{ fault_columns(column.name) }},
        {{ "true" if meta.is_required else "false" }} as is_required,
        {{ text_or_null(meta.type) }} as cell_type,
        {{ text_or_null("|" ~ allowed | join("|") ~ "|" if allowed) }} as choices,
        {{ text_or_null(choice_names) }} as choice_names,
        {{ text_or_null(meta.allowed_from) }} as choices_from
    from {{ seed.name }}_rows
    {{ "union all" if not (loop.last and is_last_seed) }}
        {% endfor -%}
    {%- endfor -%}
{%- endmacro %}


{#-
    The rows of rule seeds that repeat what must be unique.
    Returns: SQL of a query with the columns of a fault.
-#}
{% macro repeated_rule_rows() -%}
    {%- for seed in rule_seeds() -%}
        {%- set unique = seed.config.meta.unique -%}
    select
        {{ fault_columns(unique | last) }},
        'one row for each {{ unique | join(" and ") }}' as allowed
    from {{ seed.name }}_rows
    where file || '|' || row_key in (
        select file || '|' || row_key from {{ seed.name }}_rows group by file, row_key having count(*) > 1
    )
    {{ "union all" if not loop.last }}
    {% endfor -%}
{%- endmacro %}


{#-
    What identifies a cell of a rule. Arguments: column, the cell's.
    Returns: SQL of the columns file, line, row_text, column_name, cell.
-#}
{% macro fault_columns(column) -%}
    file,
        line,
        row_text,
        '{{ column }}' as column_name,
        {{ column }} as cell
{%- endmacro %}


{#-
    A text of the project's own as SQL. Arguments: value, a text or none.
    Returns: SQL of a text.
-#}
{% macro text_or_null(value) -%}
    {{ "'" ~ value ~ "'" if value else "cast(null as " ~ dbt.type_string() ~ ")" }}
{%- endmacro %}


{#-
    Whether a cell is not of its type.
    Arguments: cell, SQL of its trimmed text; cell_type, SQL of the type's name.
    Returns: SQL of a boolean, null for an empty cell and where no type is asked for.
-#}
{% macro is_of_wrong_type(cell, cell_type) -%}
    case case when {{ cell }} is not null then {{ cell_type }} end
        when 'positive_whole' then not {{ matches(cell, "^0*[1-9][0-9]{0,8}$") }}
        when 'whole' then not {{ matches(cell, "^[+-]?[0-9]{1,9}$") }}
        when 'number' then {{ try_number(cell) }} is null
        {#- What points_type() holds without rounding. #}
        when 'points'
            then not {{ matches(cell, "^[+-]?([0-9]{1,9}([.][0-9]{0,6})?|[.][0-9]{1,6})$") }}
        when 'positive_number' then not coalesce({{ try_number(cell) }} > 0, false)
        when 'share' then not coalesce({{ try_number(cell) }} between 0 and 1, false)
        when 'flag' then ({{ try_boolean(cell) }}) is null
        {#- To some engines it is an escape, to others a letter. #}
        when 'pattern' then {{ dbt.position("chr(92)", cell) }} > 0
        when 'date'
            then not {{ matches(cell, "^[0-9-]{10}$") }} or {{ try_timestamp(cell) }} is null
        when 'month'
            then not {{ matches(cell, "^[0-9-]{7}-01$") }} or {{ try_timestamp(cell) }} is null
    end
{%- endmacro %}


{#-
    Whether the value of a `between` rule is not of the form lo..hi.
    Returns: SQL of a boolean.
-#}
{% macro between_is_wrong() -%}
    {%- set low = rule_text(part_of_text("value", "..", 1)) -%}
    {%- set high = rule_text(part_of_text("value", "..", 2)) -%}
    {{ rule_key("operator") }} = 'between'
    and (
        {{ dbt.position("'..'", "value") }} = 0
        or {{ part_of_text("value", "..", 3) }} <> ''
        or ({{ low }} is null and {{ high }} is null)
        or ({{ low }} is not null and {{ try_number(low) }} is null)
        or ({{ high }} is not null and {{ try_number(high) }} is null)
        or {{ try_number(high) }} < {{ try_number(low) }}
    )
{%- endmacro %}


{#-
    The rules whose ranges cannot hold anything.
    Returns: SQL of a query with the columns of a fault.
-#}
{% macro wrong_ranges() -%}
    {%- for seed in ("fit_rules", "exclusions") -%}
    select
        {{ fault_columns("value") }},
        'lo..hi, two numbers, the second no less, of which one may be left out' as allowed
    from {{ seed }}_rows
    where {{ between_is_wrong() }}
    union all
    {% endfor -%}
    select
        {{ fault_columns("high") }},
        'no less than low' as allowed
    from benchmarks_rows
    where {{ try_number(rule_text("high")) }} < {{ try_number(rule_text("low")) }}
{%- endmacro %}


{#-
    The channels that models name in SQL, if the seed lacks them.
    Returns: SQL of a query with the columns of a fault.
-#}
{% macro missing_channels() -%}
    {%- for channel in ("direct", "unknown") -%}
    select
        'seeds/rules/channels.csv' as file,
        cast(null as bigint) as line,
        {{ text_or_null(none) }} as row_text,
        'channel' as column_name,
        {{ text_or_null(none) }} as cell,
        'a row for channel {{ channel }}' as allowed
    from (select 1 as nothing) as one
    where not exists (
        select 1 from channels_rows where {{ rule_lookup_key("channel") }} = '{{ channel }}'
    )
    {{ "union all" if not loop.last }}
    {% endfor -%}
{%- endmacro %}


{#-
    The first rate of the reporting currency that is not 1, of each file: its rates are per
    unit of another currency.
    Returns: SQL of a query with the columns of a fault.
-#}
{% macro rates_of_another_currency() -%}
    {%- set currency = var("reporting_currency") -%}
    select
        {{ fault_columns("rate") }},
        '1, for reporting_currency is {{ currency }}: all rates of this file are per unit of another '
        || 'currency; give rates in {{ currency }}, or set reporting_currency to theirs' as allowed
    from (
        select *, row_number() over (partition by file order by line asc, row_text asc) as fault_number
        from exchange_rates_rows
        where {{ rule_key("currency") }} = lower('{{ currency }}') and {{ try_number(rule_text("rate")) }} <> 1
    ) as wrong_rates
    where fault_number = 1
{%- endmacro %}


{#-
    What a cell of each type may hold, in words.
    Returns: a mapping of type to text.
-#}
{% macro rule_cell_types() %}
    {{
        return({
            "positive_whole": "a whole number above 0",
            "whole": "a whole number",
            "positive_number": "a number above 0",
            "number": "a number",
            "share": "a number from 0 to 1",
            "points": "a number with up to 9 digits before the point and 6 after it",
            "flag": "true or false",
            "date": "a day, as yyyy-mm-dd",
            "month": "the first day of a month, as yyyy-mm-01",
            "pattern": "a pattern for like, without a backslash",
        })
    }}
{% endmacro %}
