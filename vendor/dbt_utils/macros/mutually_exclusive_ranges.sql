{#- Fails for every row whose range is upside down, or overlaps the range of the row that
    follows it within the partition. `gaps` says whether a gap between two rows is
    allowed, not_allowed or required. A null bound fails. -#}
{% test mutually_exclusive_ranges(
    model,
    lower_bound_column,
    upper_bound_column,
    partition_by=none,
    gaps="allowed",
    zero_length_range_allowed=false
) %}
    {%- set to_next = {"allowed": "<=", "not_allowed": "=", "required": "<"} -%}
    {%- if gaps not in to_next -%}
        {{ exceptions.raise_compiler_error(
            "gaps is one of allowed, not_allowed and required, not '" ~ gaps ~ "'."
        ) }}
    {%- endif -%}
    {%- set own = "<=" if zero_length_range_allowed else "<" -%}
    {%- set columns = (partition_by ~ " as partition_value,") if partition_by else "" -%}
    {%- set scope = "partition by partition_value" if partition_by else "" %}
    with ranges as (
        select
            {{ columns }}
            {{ lower_bound_column }} as lower_bound,
            {{ upper_bound_column }} as upper_bound
        from {{ model }}
    ),
    neighbours as (
        select
            ranges.*,
            lead(lower_bound) over (
                {{ scope }} order by lower_bound, upper_bound
            ) as next_lower_bound,
            row_number() over (
                {{ scope }} order by lower_bound desc, upper_bound desc
            ) as rank_from_last
        from ranges
    )
    select *
    from neighbours
    where not (
        coalesce(lower_bound {{ own }} upper_bound, false)
        and (
            rank_from_last = 1
            or coalesce(upper_bound {{ to_next[gaps] }} next_lower_bound, false)
        )
    )
{% endtest %}
