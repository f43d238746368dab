-- One row per report: how the company closed its deals in the 12 months to as_of_date.
with

deals as (

    select * from {{ ref('int_deals') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

closed_deals as (

    select
        deals.*,
        deals.commit_at is not null as was_committed

    from deals
    inner join report_date
        on
            {{ local_date('deals.closed_at') }}
            > {{ date_after('month', -12, 'report_date.as_of_date') }}

    where deals.is_won or deals.is_lost

),

trailing_win_rates as (

    select
        {{ rate(count_where('is_won'), 'count(*)') }} as win_rate,
        coalesce(
            {{
                rate(
                    count_where('is_won and was_committed'),
                    count_where('was_committed')
                )
            }},
            {{ rate(count_where('is_won'), 'count(*)') }}
        ) as commit_win_rate,
        {{
            rate(
                sum_where('is_won', 'cycle_days'),
                count_where('is_won and cycle_days is not null')
            )
        }} as average_cycle_days

    from closed_deals

)

select * from trailing_win_rates
