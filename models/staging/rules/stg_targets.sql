-- One row per month and metric that has a target.
with

targets as (

    select * from {{ of_own_rules(ref('targets')) }}

),

typed_targets as (

    select
        cast({{ rule_text('month') }} as date) as month_start,
        {{ rule_key('metric') }} as metric,
        {{ try_number(rule_text('target')) }} as target

    from targets

)

select * from typed_targets
