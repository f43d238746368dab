-- One row per month of first wins, segment and months since: what the new customers cost,
-- and what they had brought by then.
{%- set count, lag = var('cac_cost_months') | int, var('cac_lag_months') | int %}
with

cohorts as (

    select * from {{ ref('int_customer_cohorts_monthly') }}

),

cost_counts as (

    select * from {{ ref('int_cost_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_known') }}

),

-- The mean of the cost months; unknown where one of them has no cost or is not there.
costs as (

    select
        cohorts.cohort_month,
        cohorts.segment_type,
        cohorts.segment,
        coalesce(sum(cost_counts.marketing_cost + cost_counts.sales_cost), 0)
        / {{ count }} as acquisition_cost

    from cohorts
    inner join months
        on
            cohorts.months_since = 0
            and months.has_marketing_cost
            and months.month_start
            between {{ date_after('month', 1 - lag - count, 'cohorts.cohort_month') }}
            and {{ date_after('month', -lag, 'cohorts.cohort_month') }}
    left join cost_counts
        on
            months.month_start = cost_counts.month_start
            and cohorts.segment_type = cost_counts.segment_type
            and cohorts.segment = cost_counts.segment

    group by cohorts.cohort_month, cohorts.segment_type, cohorts.segment

    having count(*) = {{ count }}

),

returns as (

    select
        cohorts.*,
        costs.acquisition_cost,
        coalesce(cohorts.cumulative_margin, cohorts.cumulative_revenue)
        / case when costs.acquisition_cost > 0 then costs.acquisition_cost end
            as return_on_cost

    from cohorts
    left join costs
        on
            cohorts.cohort_month = costs.cohort_month
            and cohorts.segment_type = costs.segment_type
            and cohorts.segment = costs.segment

),

acquisition_cohorts as (

    select
        cohort_month,
        segment_type,
        segment,
        cast(months_since as bigint) as months_since,
        cast(customers as bigint) as customers,
        acquisition_cost,
        {{ rate('acquisition_cost', 'customers') }} as cost_per_customer,
        cumulative_revenue,
        cumulative_margin,
        return_on_cost,
        cast(
            min(case when return_on_cost >= 1 then months_since end) over (
                partition by cohort_month, segment_type, segment
            ) as bigint
        ) as payback_month

    from returns

    where {{ is_from_first_month('cohort_month') }}

)

select * from acquisition_cohorts
