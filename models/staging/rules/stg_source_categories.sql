-- One row per well-known utm_source: what kind of site it is.
with

source_categories as (

    select * from {{ of_own_rules(ref('source_categories')) }}

),

typed_source_categories as (

    select
        {{ rule_lookup_key('utm_source') }} as utm_source_key,
        {{ rule_key('category') }} as category

    from source_categories

)

select * from typed_source_categories
