-- One row per cohort of customers that does not have the customers of its month, or at
-- the latest month shown another revenue than their deals.
with

cohorts as (

    select * from {{ ref('fct_acquisition_cohorts_monthly') }}

    where segment_type = 'company'

),

customer_months as (

    select * from {{ ref('fct_marketing_sourced_customers_monthly') }}

    where segment_type = 'company' and is_complete and new_customers > 0

),

deals as (

    select * from {{ ref('fct_deals') }}

    where closed_at is not null and (is_won or is_credit)

),

first_wins as (

    select
        customer_key,
        {{ month_of('closed_at') }} as cohort_month

    from deals

    where is_new_customer

),

latest_rows as (

    select
        cohort_month,
        max(months_since) as months_since,
        count(*) as rows_of_cohort,
        min(customers) as least_customers,
        max(customers) as most_customers

    from cohorts

    group by cohort_month

),

deal_revenues as (

    select
        latest_rows.cohort_month,
        sum(deals.amount) as revenue

    from latest_rows
    inner join first_wins
        on latest_rows.cohort_month = first_wins.cohort_month
    inner join deals
        on
            first_wins.customer_key = deals.customer_key
            and {{ month_of('deals.closed_at') }} <= {{
                date_after(
                    'month', 'cast(latest_rows.months_since as integer)',
                    'latest_rows.cohort_month'
                )
            }}

    group by latest_rows.cohort_month

),

differing_cohorts as (

    select
        customer_months.month_start,
        customer_months.new_customers,
        latest_rows.most_customers,
        cohorts.cumulative_revenue,
        deal_revenues.revenue

    from customer_months
    left join latest_rows
        on customer_months.month_start = latest_rows.cohort_month
    left join cohorts
        on
            latest_rows.cohort_month = cohorts.cohort_month
            and latest_rows.months_since = cohorts.months_since
    left join deal_revenues
        on latest_rows.cohort_month = deal_revenues.cohort_month

    where
        latest_rows.cohort_month is null
        or latest_rows.rows_of_cohort != latest_rows.months_since + 1
        or latest_rows.least_customers != customer_months.new_customers
        or latest_rows.most_customers != customer_months.new_customers
        or abs(cohorts.cumulative_revenue - coalesce(deal_revenues.revenue, 0))
        > 1e-9 * (1 + abs(cohorts.cumulative_revenue))

)

select * from differing_cohorts
