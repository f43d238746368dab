{#-
    The rows of a rule seed that count: those that ship and a company's own, as the seed's
    meta `own_rows` says. win: own rows add to the shipped ones and win over one of the same
    key. first: they come before the shipped ones, and priority is the place in that order.
    replace: one own row is enough to leave out all shipped ones.
    In a unit test the rows that it gives count, and no others.

    Arguments: shipped, the ref to a rule seed; with_lines, whether the rows have seed_line,
    their place in that order (see seed_with_lines).
    Returns: SQL to put after `from`.
-#}
{% macro of_own_rules(shipped, with_lines=false) %}
    {#- Outside of "if execute": parsing must meet the ref. -#}
    {%- set own = ref("stg_own_rules") if not is_unit_test() -%}
    {#- By its name alone, so that an empty run (`dbt build --empty`) finds its lines. -#}
    {%- set shipped_rows = seed_with_lines(shipped.render()) if with_lines else shipped -%}
    {%- if not execute or not own -%}
        {{ return(shipped_rows) }}
    {%- endif -%}
    {%- set node = graph.nodes["seed.beyond_mql." ~ shipped.identifier] -%}
    {%- set kind, columns = node.config.meta.own_rows, node.columns | list -%}
    (
        with own_rows as (
            {{ own_rows_of(node, own) }}
        ),
        all_rows as (
            select {{ columns | join(", ") }}{{ ", line as seed_line" if with_lines }}, 0 as own_first
            from own_rows
            union all
            select {{ columns | join(", ") }}{{ ", seed_line" if with_lines }}, 1 as own_first
            from {{ shipped_rows }}
            {%- if kind == "win" %}
            where {{ rule_row_key(node) }} not in (select {{ rule_row_key(node) }} from own_rows)
            {%- elif kind == "replace" %}
            where not exists (select 1 from own_rows)
            {%- endif %}
        )
        select
            {% for column in columns -%}
            {% if kind == "first" and column == "priority" -%}
            cast(
                row_number() over (order by own_first asc, {{ try_number(rule_text(column)) }} asc)
                as {{ dbt.type_string() }}
            ) as {% endif -%}
            {{ column }}{{ "," if not loop.last }}
            {% endfor %}
            {{- ", row_number() over (order by own_first asc, seed_line asc) as seed_line" if with_lines }}
        from all_rows
    ) as {{ shipped.identifier }}
{% endmacro %}


{#-
    A company's own rows of a rule seed, with the seed's columns.
    Arguments: node, the seed in dbt's graph; own, the relation of stg_own_rules.
    Returns: SQL of a query, with the columns file and line, too.
-#}
{% macro own_rows_of(node, own) -%}
    select
        {% for column in node.columns -%}
        cell_{{ loop.index }} as {{ column }},
        {% endfor -%}
        file,
        line
    from {{ own }} where seed = '{{ node.name }}'
{%- endmacro %}


{#-
    What no two rows of one file share, by the meta `unique` of a rule seed.
    Arguments: node, the seed in dbt's graph. Returns: SQL of a text, never null.
-#}
{% macro rule_row_key(node) -%}
    {%- for name in node.config.meta.unique -%}
    coalesce({{ unique_key(name, node.columns[name].config.meta.type) }}, '') {{ "|| '|' ||" if not loop.last }}
    {%- endfor -%}
{%- endmacro %}
