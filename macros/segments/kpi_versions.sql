{#-
    The rows of a history that runs before this one have kept; none at first.
    Arguments: columns, a mapping of the names that are read to types of the contracts.
    Returns: SQL to stand behind `from`.
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
    The moment at which the run began, in UTC.
    Returns: SQL of a timestamp.
-#}
{% macro run_moment() -%}
    cast('{{ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") }}' as timestamp)
{%- endmacro %}
