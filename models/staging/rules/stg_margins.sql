-- One row per span of months in which one gross margin counts.
with

margins as (

    select * from {{ of_own_rules(ref('margins')) }}

),

typed_margins as (

    select
        cast({{ rule_text('month') }} as date) as valid_from,
        {{ try_number(rule_text('gross_margin')) }} as gross_margin

    from margins

),

spans_of_margins as (

    select
        valid_from,
        -- A month without a margin takes the latest earlier one.
        lead(valid_from) over (order by valid_from asc) as valid_before,
        gross_margin

    from typed_margins

)

select * from spans_of_margins
