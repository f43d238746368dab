-- One row per month: what the pipeline at its start promised, weighted by the win rate of
-- the twelve months before, against what those same deals have brought since.
with

velocity as (

    select * from {{ ref('fct_pipeline_velocity_monthly') }}

    where segment_type = 'company'

),

deals as (

    select * from {{ ref('fct_deals') }}

    where opportunity_at is not null

),

months as (

    select
        month_start,
        sum(won_deals) over (
            order by month_start asc
            rows between 12 preceding and 1 preceding
        ) as won_before,
        sum(won_deals + lost_deals) over (
            order by month_start asc
            rows between 12 preceding and 1 preceding
        ) as closed_before

    from velocity

),

promises as (

    select
        months.month_start,
        max({{ rate('months.won_before', 'months.closed_before') }}) as win_rate_before,
        count(*) as open_deals,
        sum(deals.amount) as open_amount,
        sum(case when deals.is_won then deals.amount else 0 end) as won_since,
        {{ count_where('deals.closed_at is null') }} as still_open

    from months
    inner join deals
        on
            {{ local_date('deals.opportunity_at') }} < months.month_start
            and (
                {{ local_date('deals.closed_at') }} >= months.month_start
                or deals.closed_at is null
            )

    group by months.month_start

),

forecasts as (

    select
        month_start,
        open_deals,
        open_amount,
        win_rate_before,
        open_amount * win_rate_before as forecast_amount,
        won_since,
        still_open,
        {{ rate('won_since', 'open_amount * win_rate_before') }} as won_per_forecast

    from promises

    order by month_start asc

)

select * from forecasts
