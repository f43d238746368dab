-- One row per month and segment in which a deal became an opportunity: how many did,
-- and what they may bring.
{%- set segment_types = ['channel', 'region', 'owner'] %}
with

deals as (

    select * from {{ ref('int_deals_segmented') }}

    where opportunity_at is not null

),

months as (

    select * from {{ ref('int_months_counted') }}

),

-- A change of stage may lie before the first month of all tables.
deals_of_months as (

    select
        deals.*,
        months.month_start

    from deals
    inner join months
        on {{ month_of('deals.opportunity_at') }} = months.month_start

),

opportunity_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        count(*) as opportunities,
        {{ sum_where('true', 'amount') }} as new_pipeline_amount

    from deals_of_months

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

)

select * from opportunity_counts
