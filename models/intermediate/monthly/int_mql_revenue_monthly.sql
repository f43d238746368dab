-- One row per month of becoming an MQL and segment: what those leads' won deals brought.
with

stage_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

    where stage = 'mql'

),

deals as (

    select * from {{ ref('int_deals') }}

    where is_won

),

deals_of_mqls as (

    select
        stage_entries.month_start,
        stage_entries.channel,
        deals.amount

    from stage_entries
    inner join deals
        on stage_entries.lead_id = deals.lead_id

),

mql_revenue as (

    select
        month_start,
        {{ segment_columns(['channel']) }},
        {{ sum_where('amount is not null', 'amount') }} as mql_cohort_revenue

    from deals_of_mqls

    group by {{ grouped_by_segment(['month_start'], ['channel']) }}

)

select * from mql_revenue
