-- One row per event of a lead: it reached a stage, left the funnel, returned, or asked
-- for more. With its segments and all that is counted of it.
with

leads as (

    select * from {{ ref('int_leads') }}

),

funnel_status as (

    select * from {{ ref('int_lead_funnel_status') }}

),

events as (

    {% for event in [
        'lead', 'mql', 'sql', 'opportunity', 'commit', 'customer', 'pql',
        'service_qualified',
    ] -%}
    select
        *,
        '{{ event }}' as event,
        {{ event }}_at as occurred_at

    from leads

    where {{ event }}_at is not null

    union all

    {% endfor -%}
    select
        leads.*,
        case
            when funnel_status.state = 'in_funnel' then 'reopened'
            else funnel_status.state
        end as event,
        funnel_status.occurred_at

    from leads
    inner join funnel_status
        on leads.lead_id = funnel_status.lead_id

),

lead_events as (

    select
        lead_id,
        event,
        {{ known_segments(lead_segments()) }},
        coalesce(first_touch_campaign, 'unknown') as campaign,
        current_stage,
        lead_at,
        mql_at,
        sql_at,
        opportunity_at,
        commit_at,
        customer_at,
        mql_hand_raise_at,
        mql_disqualified_at,
        mql_is_implied,
        mql_disposition,
        mql_disposition_at,
        first_deal_created_at,
        occurred_at,
        {{ month_of('occurred_at') }} as month_start

    from events

)

select * from lead_events
