-- One row per currency and span of months in which one rate counts.
with

exchange_rates as (

    select * from {{ of_own_rules(ref('exchange_rates')) }}

),

typed_exchange_rates as (

    select
        {{ rule_lookup_key('currency') }} as currency_key,
        cast({{ rule_text('month') }} as date) as valid_from,
        {{ try_number(rule_text('rate')) }} as rate,
        false as is_reporting_currency

    from exchange_rates

    where {{ rule_lookup_key('currency') }} != lower('{{ var("reporting_currency") }}')

    union all

    select
        lower('{{ var("reporting_currency") }}') as currency_key,
        cast('1900-01-01' as date) as valid_from,
        cast(1 as {{ double() }}) as rate,
        true as is_reporting_currency

),

spans_of_rates as (

    select
        currency_key,
        valid_from,
        -- A month without a rate takes the latest earlier one: a rate counts on until
        -- the next.
        lead(valid_from) over (
            partition by currency_key
            order by valid_from asc
        ) as valid_before,
        rate,
        is_reporting_currency

    from typed_exchange_rates

)

select * from spans_of_rates
