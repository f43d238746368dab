-- One row per month and segment with a cost, by kind: costs that name the segment, and
-- its share of costs that name none.
with

spend as (

    select * from {{ ref('int_spend') }}

),

cost_shares as (

    select * from {{ ref('int_cost_shares') }}

),

costs as (

    select
        month_start,
        channel,
        kind,
        amount as named_cost,
        0 as shared_cost

    from spend

    where channel is not null

    union all

    select
        spend.month_start,
        coalesce(cost_shares.channel, 'unallocated') as channel,
        spend.kind,
        0 as named_cost,
        -- If a month has no basis to share by, the cost remains unallocated.
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

cost_counts as (

    select
        month_start,
        {{ segment_columns(['channel']) }},
        {{ sum_where("kind != 'sales'", 'named_cost') }} as program_cost,
        {{ sum_where("kind != 'sales'", 'shared_cost') }} as shared_cost,
        {{ sum_where("kind != 'sales'", 'named_cost + shared_cost') }} as marketing_cost,
        {{ sum_where("kind = 'labor'", 'named_cost + shared_cost') }} as labor_cost,
        {{ sum_where("kind = 'technology'", 'named_cost + shared_cost') }}
            as technology_cost,
        {{ sum_where("kind = 'agency'", 'named_cost + shared_cost') }} as agency_cost,
        {{ sum_where("kind = 'sales'", 'named_cost + shared_cost') }} as sales_cost

    from costs

    group by {{ grouped_by_segment(['month_start'], ['channel']) }}

)

select * from cost_counts
