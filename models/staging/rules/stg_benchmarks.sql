-- One row per metric: its benchmark for go_to_market.
with

benchmarks as (

    select * from {{ of_own_rules(ref('benchmarks')) }}

),

ranked_benchmarks as (

    select
        {{ rule_key('metric') }} as metric,
        {{ try_number(rule_text('low')) }} as benchmark_low,
        {{ try_number(rule_text('high')) }} as benchmark_high,
        -- A row for this go_to_market wins over a row for any.
        row_number() over (
            partition by {{ rule_key('metric') }}
            order by {{ rule_key('go_to_market') }} asc nulls last
        ) as preference

    from benchmarks

    where
        {{ rule_key('go_to_market') }} = lower('{{ var("go_to_market") }}')
        or {{ rule_key('go_to_market') }} is null

),

applicable_benchmarks as (

    select
        metric,
        benchmark_low,
        benchmark_high

    from ranked_benchmarks

    where preference = 1

)

select * from applicable_benchmarks
