-- One row per time that a lead left the funnel, changed its way of being out, or came back.
with

turn_events as (

    select * from {{ ref('int_lead_turn_events') }}

),

leads_that_left as (

    select
        lead_id,
        min(occurred_at) as first_left_at

    from turn_events

    where effect in ('recycled', 'disqualified')

    group by lead_id

),

-- At one moment a reopening comes before a leaving, and disqualified before recycled.
ordered_events as (

    select
        turn_events.lead_id,
        turn_events.occurred_at,
        turn_events.effect,
        row_number() over (
            partition by turn_events.lead_id
            order by
                turn_events.occurred_at asc,
                case turn_events.effect
                    when 'reopened' then 1
                    when 'revived' then 2
                    when 'disqualified' then 3
                    else 4
                end asc
        ) as event_number

    from turn_events
    inner join leads_that_left
        on
            turn_events.lead_id = leads_that_left.lead_id
            and turn_events.occurred_at >= leads_that_left.first_left_at

),

-- Disqualified and reopened hold whatever was before: they start a new phase. Within a
-- phase that starts disqualified nothing else counts.
phased_events as (

    select
        *,
        sum(case when effect in ('reopened', 'disqualified') then 1 else 0 end) over (
            partition by lead_id
            order by event_number asc
            rows between unbounded preceding and current row
        ) as phase

    from ordered_events

),

states_after_events as (

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

    from phased_events

),

states_before_and_after as (

    select
        *,
        coalesce(
            lag(state) over (
                partition by lead_id
                order by event_number asc
            ),
            'in_funnel'
        ) as previous_state

    from states_after_events

),

turns as (

    select
        lead_id,
        previous_state,
        state,
        occurred_at,
        row_number() over (
            partition by lead_id
            order by event_number asc
        ) as turn_number

    from states_before_and_after

    where state <> previous_state

)

select * from turns
