-- One row per lead: its outcomes as MQL and customer, and whether it is in the funnel.
with

stage_dates as (

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
        stage_dates.lead_id,
        min(case when hand_raises.is_after_product_use then hand_raises.raised_at end)
            as product_hand_raise_at,
        min(
            case
                when hand_raises.raised_at > stage_dates.customer_at
                    then hand_raises.raised_at
            end
        ) as service_qualified_at,
        min(
            case
                when hand_raises.raised_at >= stage_dates.mql_at
                    then hand_raises.raised_at
            end
        ) as mql_hand_raise_at

    from stage_dates
    inner join hand_raises on stage_dates.lead_id = hand_raises.lead_id

    group by stage_dates.lead_id

),

disqualifications as (

    select
        stage_dates.lead_id,
        min(funnel_status.occurred_at) as mql_disqualified_at

    from stage_dates
    inner join funnel_status
        on
            stage_dates.lead_id = funnel_status.lead_id
            and stage_dates.mql_at <= funnel_status.occurred_at

    where funnel_status.state = 'disqualified'

    group by stage_dates.lead_id

),

latest_status as (

    select
        lead_id,
        state,
        row_number() over (partition by lead_id order by status_number desc) as recency

    from funnel_status

),

lead_outcomes as (

    select
        stage_dates.lead_id,
        -- A hand raise after the purchase does not make a PQL.
        case
            when
                outcomes.product_hand_raise_at
                < coalesce(stage_dates.customer_at, {{ never() }})
                then outcomes.product_hand_raise_at
        end as pql_at,
        outcomes.service_qualified_at,
        outcomes.mql_hand_raise_at,
        disqualifications.mql_disqualified_at,
        coalesce(latest_status.state, 'in_funnel') as state
    from stage_dates
    left join outcomes on stage_dates.lead_id = outcomes.lead_id
    left join disqualifications on stage_dates.lead_id = disqualifications.lead_id
    left join latest_status
        on stage_dates.lead_id = latest_status.lead_id and latest_status.recency = 1

)

select * from lead_outcomes
