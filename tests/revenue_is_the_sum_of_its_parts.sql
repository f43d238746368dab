-- One row per month and segment whose revenue is not that of new customers and
-- expansions, or not that of all directions, or less than what marketing influenced.
with

revenue as (

    select
        *,
        1e-9 * (1 + won_revenue) as tolerance

    from {{ ref('fct_revenue_monthly') }}

),

differing_revenue as (

    select * from revenue

    where
        abs(new_customer_revenue + expansion_revenue - won_revenue) > tolerance
        or abs(inbound_revenue + outbound_revenue + unknown_revenue - won_revenue)
        > tolerance
        or influenced_revenue - won_revenue > tolerance

)

select * from differing_revenue
