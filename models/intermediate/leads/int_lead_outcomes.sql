-- One row per lead: its outcomes as MQL and customer, and whether it is in the funnel.
with

moments as (

    select * from {{ of_leads_to_recompute(ref('int_lead_stage_dates')) }}

),

hand_raises as (

    select * from {{ of_leads_to_recompute(ref('int_lead_hand_raises')) }}

),

funnel_status as (

    select * from {{ of_leads_to_recompute(ref('int_lead_funnel_status')) }}

),

outcomes as (

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
        min(funnel_status.occurred_at) as mql_disqualified_at

    from moments
    inner join funnel_status
        on
            moments.lead_id = funnel_status.lead_id
            and moments.mql_at <= funnel_status.occurred_at

    where funnel_status.state = 'disqualified'

    group by moments.lead_id

),

latest_status as (

    select
        lead_id,
        state,
        row_number() over (partition by lead_id order by status_number desc) as recency

    from funnel_status

),

lead_answers as (

    select
        moments.lead_id,
        -- A hand raise of somebody who has bought already qualifies no product lead.
        case
            when
                outcomes.product_hand_raise_at
                < coalesce(moments.customer_at, {{ never() }})
                then outcomes.product_hand_raise_at
        end as pql_at,
        outcomes.service_qualified_at,
        outcomes.mql_hand_raise_at,
        disqualifications.mql_disqualified_at,
        coalesce(latest_status.state, 'in_funnel') as state

    from moments
    left join outcomes on moments.lead_id = outcomes.lead_id
    left join disqualifications on moments.lead_id = disqualifications.lead_id
    left join latest_status
        on moments.lead_id = latest_status.lead_id and latest_status.recency = 1

)

select * from lead_answers
