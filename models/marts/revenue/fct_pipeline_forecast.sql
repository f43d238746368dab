-- One row per month, stage, owner and region with an open deal that should close then:
-- what it may bring.
with

deals as (

    select * from {{ ref('int_deal_events') }}

    where event = 'opportunity' and is_open

),

trailing_win_rates as (

    select * from {{ ref('int_trailing_win_rates') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

expected_deals as (

    select
        deals.*,
        report_date.as_of_date,
        case deals.stage
            when 'commit' then trailing_win_rates.commit_win_rate
            else trailing_win_rates.win_rate
        end as win_rate,
        coalesce(
            deals.expected_close_at,
            {{ days_later('deals.created_at', 'trailing_win_rates.average_cycle_days') }}
        ) as expected_at

    from deals
    cross join trailing_win_rates
    cross join report_date

),

dated_deals as (

    select
        *,
        -- Only a date that somebody gave can be missed.
        coalesce({{ local_date('expected_close_at') }} < as_of_date, false)
            as is_overdue,
        -- Without a date and an average, "next month" is the best estimate.
        case
            when {{ local_date('expected_at') }} >= as_of_date
                then {{ month_of('expected_at') }}
            else
                {{ date_after('month', 1, dbt.date_trunc('month', 'as_of_date')) }}
        end as forecast_month

    from expected_deals

),

pipeline_forecast as (

    select
        forecast_month,
        stage,
        owner,
        region,
        count(*) as open_deals,
        {{ count_where('is_overdue') }} as overdue_deals,
        {{ sum_where('true', 'amount') }} as open_amount,
        max(win_rate) as win_rate,
        {{ sum_where('true', 'amount') }} * max(win_rate) as weighted_amount

    from dated_deals

    group by forecast_month, stage, owner, region

)

select * from pipeline_forecast
