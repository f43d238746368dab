-- One row per raw row of marketing_spend: its status and its warnings.
with

spend as (

    select * from {{ ref('base_marketing_spend') }}

),

exchange_rates as (

    select * from {{ ref('stg_exchange_rates') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

cost_types as (

    select * from {{ ref('stg_cost_types') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_spend as (

    select
        spend.*,
        {{ try_amount('spend.amount') }} as amount_number,
        exchange_rates.rate,
        channels.channel as known_channel,
        coalesce(cost_types.kind, 'program') as kind,
        {{ rate_is_stale(month_of('spend.spend_date_utc')) }} as stale_exchange_rate,
        spend.channel is not null and channels.channel_key is null as unknown_channel,
        spend.cost_type is not null and cost_types.cost_type_key is null
            as unknown_cost_type,
        case
            when spend.spend_date is null then 'missing_timestamp'
            when spend.spend_date_utc is null then 'invalid_timestamp'
            when {{ try_amount('spend.amount') }} is null then 'invalid_amount'
            when exchange_rates.rate is null then 'missing_exchange_rate'
        end as rejected_for,
        coalesce(spend.spend_date_utc >= report_date.report_end_at, false) as is_later

    from spend
    cross join report_date
    left join exchange_rates
        on {{ rate_applies('spend.currency', month_of('spend.spend_date_utc')) }}
    left join channels
        on {{ lookup_key('spend.channel') }} = channels.channel_key
    left join cost_types
        on {{ lookup_key('spend.cost_type') }} = cost_types.cost_type_key

),

numbered_spend as (

    select
        *,
        {{ copy_number('marketing_spend') }} as copy_number,
        {{ has_copies('marketing_spend') }} as identical_rows,
        {{ row_number_in_table('marketing_spend') }} as row_number_in_table,
        row_number() over (
            partition by spend_id, rejected_for, is_later
            order by
                spend_date_utc asc,
                {{ in_canonical_order('marketing_spend', leading=['spend_date']) }}
        ) as id_number

    from checked_spend

),

classified_spend as (

    select
        *,
        {{
            row_status(
                'case when spend_id is null then copy_number else id_number end > 1'
            )
        }} as row_status

    from numbered_spend

)

select * from classified_spend
