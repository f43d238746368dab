-- One row per month of first wins, segment and months since that have ended: the new
-- customers, and the revenue of all their deals by then.
with

deals as (

    select * from {{ ref('int_deals') }}

    where closed_at is not null and (is_won or is_credit)

),

margins as (

    select * from {{ ref('stg_margins') }}

),

months as (

    select * from {{ ref('int_months_known') }}

    where is_complete

),

first_wins as (

    select
        customer_key,
        channel,
        {{ month_of('closed_at') }} as cohort_month

    from deals

    where is_new_customer

),

revenues as (

    select
        first_wins.cohort_month,
        first_wins.channel,
        {{ month_of('deals.closed_at') }} as month_start,
        {{ count_where('deals.is_new_customer') }} as customers,
        {{ sum_where('true', 'deals.amount') }} as revenue,
        {{ sum_where('true', 'deals.amount * margins.gross_margin') }} as margin,
        {{ count_where('margins.gross_margin is null') }} as deals_without_margin

    from deals
    inner join first_wins
        on deals.customer_key = first_wins.customer_key
    left join margins
        on
            {{ month_of('deals.closed_at') }} >= margins.valid_from
            and (
                margins.valid_before > {{ month_of('deals.closed_at') }}
                or margins.valid_before is null
            )

    group by
        first_wins.cohort_month,
        first_wins.channel,
        {{ month_of('deals.closed_at') }}

),

customer_cohorts as (

    select
        revenues.cohort_month,
        {{ segment_columns(['channel']) }},
        {{ dbt.datediff('revenues.cohort_month', 'months.month_start', 'month') }}
            as months_since,
        sum(revenues.customers) as customers,
        sum(revenues.revenue) as cumulative_revenue,
        case when sum(revenues.deals_without_margin) = 0 then sum(revenues.margin) end
            as cumulative_margin

    from revenues
    inner join months
        on
            revenues.month_start <= months.month_start
            and months.month_start between revenues.cohort_month
            and {{ date_after('month', 36, 'revenues.cohort_month') }}

    group by {{
        grouped_by_segment(
            ['revenues.cohort_month', 'months.month_start'], ['channel']
        )
    }}

)

select * from customer_cohorts
