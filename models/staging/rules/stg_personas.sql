-- One row per rule of the personas.
with

personas as (

    select * from {{ of_own_rules(ref('personas')) }}

),

typed_personas as (

    select
        cast({{ rule_text('priority') }} as integer) as priority,
        {{ rule_text('persona') }} as persona,
        {{ rule_key('job_title_pattern') }} as job_title_pattern,
        {{ try_number(rule_text('min_employees')) }} as min_employees,
        {{ try_number(rule_text('max_employees')) }} as max_employees

    from personas

)

select * from typed_personas
