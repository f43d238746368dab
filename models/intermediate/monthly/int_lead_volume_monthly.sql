-- One row per month and segment: the leads that came, left and came back.
{%- set segment_types = ['channel', 'persona'] %}
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

),

event_counts as (

    select * from {{ ref('int_lead_event_counts_monthly') }}

),

months as (

    select * from {{ ref('int_months_counted') }}

),

segments as (

    select * from {{ ref('int_segments') }}

),

grid as (

    {{ months_with_segments(['lead_counts', 'event_counts'], segment_types) }}

),

lead_volume as (

    select
        grid.month_start,
        grid.segment_type,
        grid.segment,
        grid.is_complete,
        grid.business_days,
        grid.business_days_in_month,
        {{ zero_filled('lead_counts', ['new_leads', 'new_mqls', 'new_sqls']) }},
        {{
            zero_filled('event_counts', [
                'reopened_leads', 'recycled_leads', 'disqualified_leads', 'new_pqls',
                'new_service_qualified',
            ])
        }}

    from grid
    left join lead_counts
        on {{ on_month_and_segment('lead_counts') }}
    left join event_counts
        on {{ on_month_and_segment('event_counts') }}

)

select * from lead_volume
