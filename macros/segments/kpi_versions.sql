{#-
    The published values that runs before this one have kept; none at first.
    Returns: SQL to stand behind `from`.
-#}
{% macro kpi_versions_before() -%}
    {%- if is_incremental() -%}
    {{ this }}
    {%- else -%}
    (
        select
            cast(null as date) as month_start,
            cast(null as {{ dbt.type_string() }}) as metric,
            cast(null as integer) as version_number,
            cast(null as {{ double() }}) as value,
            cast(null as boolean) as is_sample,
            cast(null as date) as as_of_date
        from (select 1 as nothing) as one
        where 1 = 0
    ) as no_versions
    {%- endif -%}
{%- endmacro %}


{#-
    The states of months that runs before this one have noted; none at first.
    Returns: SQL to stand behind `from`.
-#}
{% macro month_states_before() -%}
    {%- if is_incremental() -%}
    {{ this }}
    {%- else -%}
    (
        select
            cast(null as date) as month_start,
            cast(null as bigint) as records,
            cast(null as {{ dbt.type_string() }}) as rules_hash,
            cast(null as {{ dbt.type_string() }}) as models_hash,
            cast(null as boolean) as is_sample,
            cast(null as timestamp) as noted_at
        from (select 1 as nothing) as one
        where 1 = 0
    ) as no_states
    {%- endif -%}
{%- endmacro %}


{#-
    Whether the raw data are the sample's: its numbers and a company's own are two stories.
    Returns: SQL of a boolean.
-#}
{% macro is_sample() -%}
    {{ "false" if var("raw_schema") or env_var("RAW_FILES", "") else "true" }}
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
