-- One row per channel: its share of the MQLs against its share of the revenue, over the
-- twelve latest mature months. A ratio well under 1 brings leads, but not money.
with

costs as (

    select * from {{ ref('fct_cost_per_mql_monthly') }}

    where segment_type = 'channel'

),

mature_months as (

    select distinct month_start from costs

    where is_mature

    order by month_start desc

    limit 12

),

channels as (

    select
        costs.segment as channel,
        sum(costs.new_mqls) as new_mqls,
        sum(costs.mql_cohort_customers) as customers,
        sum(costs.mql_cohort_revenue) as revenue,
        sum(costs.marketing_cost) as marketing_cost

    from costs
    inner join mature_months
        on costs.month_start = mature_months.month_start

    group by costs.segment

),

shares as (

    select
        channel,
        new_mqls,
        customers,
        revenue,
        marketing_cost,
        {{ rate('new_mqls', 'sum(new_mqls) over ()') }} as share_of_mqls,
        {{ rate('revenue', 'sum(revenue) over ()') }} as share_of_revenue

    from channels

),

compared_channels as (

    select
        *,
        {{ rate('share_of_revenue', 'share_of_mqls') }} as revenue_per_mql_index

    from shares

    where new_mqls > 0 or revenue > 0

    order by share_of_mqls desc

)

select * from compared_channels
