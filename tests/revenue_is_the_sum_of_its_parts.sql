-- One row per month and segment whose revenue is not that of new customers and
-- expansions, or not that of all directions; or less than what marketing influenced,
-- where no credit lowers it.
with

revenue as (

    select
        *,
        1e-9 * (1 + abs(won_revenue)) as tolerance

    from {{ ref('fct_revenue_monthly') }}

),

credit_months as (

    select distinct {{ month_of('closed_at') }} as month_start

    from {{ ref('fct_deals') }}

    where is_credit and closed_at is not null

),

revenue_with_credits as (

    select
        revenue.*,
        credit_months.month_start is not null as has_credits

    from revenue
    left join credit_months
        on revenue.month_start = credit_months.month_start

),

differing_revenue as (

    select * from revenue_with_credits

    where
        abs(new_customer_revenue + expansion_revenue - won_revenue) > tolerance
        or abs(inbound_revenue + outbound_revenue + unknown_revenue - won_revenue)
        > tolerance
        or (
            not has_credits
            and influenced_revenue - won_revenue > tolerance
        )

)

select * from differing_revenue
