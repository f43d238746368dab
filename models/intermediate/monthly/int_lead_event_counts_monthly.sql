-- One row per month and segment in which a lead left the funnel, came back or asked for
-- more.
{%- set segment_types = ['channel', 'persona'] %}
with

lead_events as (

    select * from {{ ref('int_lead_events') }}

),

event_counts as (

    select
        month_start,
        {{ segment_columns(segment_types) }},
        {{ count_where("event_type = 'reopened'") }} as reopened_leads,
        {{ count_where("event_type = 'recycled'") }} as recycled_leads,
        {{ count_where("event_type = 'disqualified'") }} as disqualified_leads,
        {{ count_where("event_type = 'pql'") }} as new_pqls,
        {{ count_where("event_type = 'service_qualified'") }} as new_service_qualified

    from lead_events

    group by {{ grouped_by_segment(['month_start'], segment_types) }}

)

select * from event_counts
