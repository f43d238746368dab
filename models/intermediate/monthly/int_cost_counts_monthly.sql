-- One row per month and segment with a cost: marketing and sales costs by kind.
with

costs as (

    select * from {{ ref('int_costs_monthly') }}

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
