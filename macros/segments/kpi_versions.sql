{#-
    The rows of a history that earlier runs kept; none at first.
    Arguments: columns, a mapping of the names that are read to types of the contracts.
    Returns: SQL to put after `from`.
-#}
{% macro kept_rows_before(columns) -%}
    {%- if is_incremental() -%}
    {{ this }}
    {%- else -%}
    (
        select
            {%- for name, data_type in columns.items() %}
            cast(null as {{ engine_type(data_type) }}) as {{ name }}{{ "," if not loop.last }}
            {%- endfor %}
        from (select 1 as nothing) as one
        where 1 = 0
    ) as nothing_kept
    {%- endif -%}
{%- endmacro %}


{#-
    Whether two values of a metric are more than a rounding apart.
    Arguments: value, other, SQL of numbers. Returns: SQL of a boolean, never null.
-#}
{% macro is_another_value(value, other) -%}
    coalesce(
        abs({{ value }} - {{ other }}) > 1e-9 * greatest(abs({{ value }}), abs({{ other }})),
        ({{ value }} is null) != ({{ other }} is null)
    )
{%- endmacro %}


{#-
    When the run began, in UTC; it orders the states of a month. If the clock was set
    back since the last state, it is just after that state.
    Returns: SQL of a timestamp.
-#}
{% macro run_moment() -%}
    {%- set moments = [run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f")] -%}
    {%- if execute and flags.WHICH in ("build", "run") and not is_unit_test() -%}
        {#- As the last run left it: this run adds its states at the end. -#}
        {%- set states = load_relation(this.incorporate(path={"identifier": "int_month_states"})) -%}
        {%- set last = run_query("select max(noted_at) from " ~ states).rows[0][0] if states else none -%}
        {%- if last -%}
            {%- set next = last + modules.datetime.timedelta(microseconds=1) -%}
            {%- do moments.append(next.strftime("%Y-%m-%d %H:%M:%S.%f")) -%}
        {%- endif -%}
    {%- endif -%}
    cast('{{ moments | max }}' as timestamp)
{%- endmacro %}
