-- One row per month and each state that runs found it in: its records, the rules, the models.
with

month_records as (

    select * from {{ ref('int_month_records') }}

),

earlier_states as (

    select
        *,
        row_number() over (
            partition by month_start
            order by noted_at desc
        ) as state_age

    from {{ month_states_before() }}

    where is_sample = {{ is_sample() }}

),

states_now as (

    select
        month_start,
        records,
        cast('{{ rules_hash() }}' as {{ dbt.type_string() }}) as rules_hash,
        cast('{{ models_hash() }}' as {{ dbt.type_string() }}) as models_hash,
        {{ is_sample() }} as is_sample,
        {{ run_moment() }} as noted_at

    from month_records

),

new_states as (

    select
        states_now.month_start,
        states_now.records,
        states_now.rules_hash,
        states_now.models_hash,
        states_now.is_sample,
        states_now.noted_at

    from states_now
    left join earlier_states
        on
            states_now.month_start = earlier_states.month_start
            and earlier_states.state_age = 1

    where
        earlier_states.month_start is null
        or states_now.records != earlier_states.records
        or states_now.rules_hash != earlier_states.rules_hash
        or states_now.models_hash != earlier_states.models_hash

)

select * from new_states
