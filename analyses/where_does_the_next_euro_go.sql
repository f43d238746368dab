-- One row per channel with a cost: what it brought per euro, and what the next euro may
-- bring. Where monthly MQLs did not follow the cost closely enough, the lower end of what
-- a euro brought is the careful guess.
with

channels as (

    select * from {{ ref('fct_channel_efficiency') }}

    where revenue_per_cost is not null

),

next_euros as (

    select
        channel,
        marketing_cost,
        share_of_cost,
        share_of_revenue,
        cost_per_mql,
        marginal_cost_per_mql,
        revenue_per_cost,
        revenue_per_cost_low,
        revenue_per_cost_high,
        {{ rate(rate('revenue', 'mqls'), 'marginal_cost_per_mql') }}
            as next_euro_by_slope

    from channels

),

ranked_channels as (

    select
        *,
        coalesce(next_euro_by_slope, revenue_per_cost_low) as next_euro

    from next_euros

    order by next_euro desc

)

select * from ranked_channels
