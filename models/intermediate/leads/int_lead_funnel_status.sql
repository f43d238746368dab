-- One row per change of a lead's funnel status: out, back, or disqualified outside.
{#- At the same time, reopening comes before leaving, disqualified before recycled. #}
{%- set event_order %}
    status_events.occurred_at asc,
    case status_events.effect
        when 'reopened' then 1 when 'revived' then 2 when 'disqualified' then 3 else 4
    end asc
{%- endset %}
with

status_events as (

    select * from {{ of_leads_to_recompute(ref('int_lead_status_events')) }}

),

leads_that_left as (

    select
        lead_id,
        min(occurred_at) as first_left_at

    from status_events

    where effect in ('recycled', 'disqualified')

    group by lead_id

),

-- Disqualified and reopened hold whatever was before: they start a new phase. Within a
-- phase that starts disqualified nothing else counts.
ordered_events as (

    select
        status_events.lead_id,
        status_events.occurred_at,
        status_events.effect,
        row_number() over (
            partition by status_events.lead_id order by {{ event_order }}
        ) as event_number,
        {{ count_where("status_events.effect in ('reopened', 'disqualified')") }} over (
            partition by status_events.lead_id order by {{ event_order }}
            rows between unbounded preceding and current row
        ) as phase

    from status_events
    inner join leads_that_left
        on
            status_events.lead_id = leads_that_left.lead_id
            and status_events.occurred_at >= leads_that_left.first_left_at

),

states as (

    select
        *,
        case
            when
                max(case when effect = 'disqualified' then 1 else 0 end) over (
                    partition by lead_id, phase
                ) = 1
                then 'disqualified'
            when effect = 'recycled' then 'recycled'
            else 'in_funnel'
        end as state

    from ordered_events

),

changing_states as (

    select
        *,
        lag(state, 1, 'in_funnel') over (
            partition by lead_id order by event_number asc
        ) as previous_state

    from states

),

funnel_status as (

    select
        lead_id,
        state,
        occurred_at,
        row_number() over (partition by lead_id order by event_number) as status_number,
        max(event_number) over (partition by lead_id) = event_number as is_latest

    from changing_states

    where state != previous_state

)

select * from funnel_status
