-- One row per month, channel and kind of cost: named costs and a share of the others.
with

spend as (

    select * from {{ ref('int_spend') }}

),

cost_shares as (

    select * from {{ ref('int_cost_shares') }}

),

named_costs as (

    select
        month_start,
        channel,
        kind,
        amount as named_cost,
        0 as shared_cost

    from spend

    where channel is not null

),

shared_costs as (

    select
        spend.month_start,
        coalesce(cost_shares.channel, 'unallocated') as channel,
        spend.kind,
        0 as named_cost,
        -- Where a month has nothing to share by, the cost stands by itself.
        spend.amount * coalesce(cost_shares.cost_share, 1) as shared_cost

    from spend
    left join cost_shares
        on
            spend.month_start = cost_shares.month_start
            and cost_shares.purpose = case spend.kind
                when 'sales' then 'sales' else 'marketing'
            end

    where spend.channel is null

),

all_costs as (

    select * from named_costs
    union all
    select * from shared_costs

),

costs_monthly as (

    select
        month_start,
        channel,
        kind,
        sum(named_cost) as named_cost,
        sum(shared_cost) as shared_cost

    from all_costs

    group by month_start, channel, kind

)

select * from costs_monthly
