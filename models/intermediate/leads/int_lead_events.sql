-- One row per event in a lead's life that is no stage: out, back, or asking for more.
with

leads as (

    select * from {{ ref('int_leads') }}

),

turns as (

    select * from {{ ref('int_lead_turns') }}

),

events as (

    select
        lead_id,
        case when state = 'in_funnel' then 'reopened' else state end as event_type,
        occurred_at

    from turns

    union all

    select
        lead_id,
        'pql' as event_type,
        pql_at as occurred_at

    from leads

    where pql_at is not null

    union all

    select
        lead_id,
        'service_qualified' as event_type,
        service_qualified_at as occurred_at

    from leads

    where service_qualified_at is not null

),

lead_events as (

    select
        events.lead_id,
        leads.first_touch_channel as channel,
        leads.persona,
        events.event_type,
        events.occurred_at,
        {{ month_of('events.occurred_at') }} as month_start

    from events
    inner join leads
        on events.lead_id = leads.lead_id

)

select * from lead_events
