-- One row per lead: what it asked for after it became what it is.
with

moments as (

    select * from {{ ref('int_lead_moments') }}

),

hand_raises as (

    select * from {{ ref('int_lead_hand_raises') }}

),

turns as (

    select * from {{ ref('int_lead_turns') }}

),

answers_to_hand_raises as (

    select
        moments.lead_id,
        min(case when hand_raises.is_after_product_use then hand_raises.raised_at end)
            as product_hand_raise_at,
        min(
            case
                when hand_raises.raised_at > moments.customer_at
                    then hand_raises.raised_at
            end
        ) as service_qualified_at,
        min(
            case
                when hand_raises.raised_at >= moments.mql_at then hand_raises.raised_at
            end
        ) as mql_hand_raise_at

    from moments
    inner join hand_raises
        on moments.lead_id = hand_raises.lead_id

    group by moments.lead_id

),

disqualifications as (

    select
        moments.lead_id,
        min(turns.occurred_at) as mql_disqualified_at

    from moments
    inner join turns
        on
            moments.lead_id = turns.lead_id
            and moments.mql_at <= turns.occurred_at

    where turns.state = 'disqualified'

    group by moments.lead_id

),

states as (

    select
        turns.lead_id,
        turns.state

    from turns
    left join turns as later_turns
        on
            turns.lead_id = later_turns.lead_id
            and turns.turn_number < later_turns.turn_number

    where later_turns.lead_id is null

),

lead_answers as (

    select
        moments.lead_id,
        -- A hand raise of somebody who has bought already qualifies no product lead.
        case
            when
                answers_to_hand_raises.product_hand_raise_at
                < coalesce(moments.customer_at, {{ never() }})
                then answers_to_hand_raises.product_hand_raise_at
        end as pql_at,
        answers_to_hand_raises.service_qualified_at,
        answers_to_hand_raises.mql_hand_raise_at,
        disqualifications.mql_disqualified_at,
        coalesce(states.state, 'in_funnel') as state

    from moments
    left join answers_to_hand_raises
        on moments.lead_id = answers_to_hand_raises.lead_id
    left join disqualifications
        on moments.lead_id = disqualifications.lead_id
    left join states
        on moments.lead_id = states.lead_id

)

select * from lead_answers
