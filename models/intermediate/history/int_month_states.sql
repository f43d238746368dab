-- One row per closed month and state in which runs found it: its records, the rules,
-- the models.
with

month_records as (

    select * from {{ ref('int_month_records') }}

),

months as (

    select * from {{ ref('int_months') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

kpi_versions as (

    select * from {{ ref('int_kpi_versions') }}

    where is_sample = {{ is_sample() }}

),

latest_reports as (

    select max(as_of_date) as as_of_date from kpi_versions

),

earlier_states as (

    select
        *,
        row_number() over (
            partition by month_start
            order by noted_at desc
        ) as state_age

    from {{
        kept_rows_before({
            'month_start': 'date', 'records': 'bigint', 'rules_hash': 'text',
            'models_hash': 'text', 'is_sample': 'boolean', 'noted_at': 'timestamp',
        })
    }}

    where is_sample = {{ is_sample() }}

),

states_now as (

    select
        month_records.month_start,
        month_records.records,
        cast('{{ rules_hash() }}' as {{ dbt.type_string() }}) as rules_hash,
        cast('{{ models_hash() }}' as {{ dbt.type_string() }}) as models_hash,
        {{ is_sample() }} as is_sample,
        {{ run_moment() }} as noted_at

    from month_records
    inner join months
        on month_records.month_start = months.month_start
    cross join report_date
    cross join latest_reports

    where
        months.is_complete
        -- A report re-run as of an earlier day adds no state.
        and report_date.as_of_date
        >= coalesce(latest_reports.as_of_date, report_date.as_of_date)

),

new_states as (

    select states_now.*

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
