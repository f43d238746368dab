-- One row per cost type of the books and the kind of cost that it is.
with

cost_types as (

    select * from {{ of_own_rules(ref('cost_types')) }}

),

typed_cost_types as (

    select
        {{ rule_lookup_key('cost_type') }} as cost_type_key,
        {{ rule_key('kind') }} as kind

    from cost_types

)

select * from typed_cost_types
