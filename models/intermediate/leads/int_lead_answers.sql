-- One row per lead: what it asked for after it became what it is.
with

moments as (

    select * from {{ of_leads_to_recompute(ref('int_lead_moments')) }}

),

hand_raises as (

    select * from {{ of_leads_to_recompute(ref('int_lead_hand_raises')) }}

),

turns as (

    select * from {{ of_leads_to_recompute(ref('int_lead_turns')) }}

),

answers as (

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
    inner join hand_raises on moments.lead_id = hand_raises.lead_id

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

latest_turns as (

    select
        lead_id,
        state,
        row_number() over (partition by lead_id order by turn_number desc) as recency

    from turns

),

lead_answers as (

    select
        moments.lead_id,
        -- A hand raise of somebody who has bought already qualifies no product lead.
        case
            when
                answers.product_hand_raise_at
                < coalesce(moments.customer_at, {{ never() }})
                then answers.product_hand_raise_at
        end as pql_at,
        answers.service_qualified_at,
        answers.mql_hand_raise_at,
        disqualifications.mql_disqualified_at,
        coalesce(latest_turns.state, 'in_funnel') as state

    from moments
    left join answers on moments.lead_id = answers.lead_id
    left join disqualifications on moments.lead_id = disqualifications.lead_id
    left join latest_turns
        on moments.lead_id = latest_turns.lead_id and latest_turns.recency = 1

)

select * from lead_answers
