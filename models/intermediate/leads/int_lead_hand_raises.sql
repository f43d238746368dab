-- One row per hand raise of a known lead.
with

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where lead_id is not null and (is_hand_raise or is_product_use)

),

reopenings as (

    select * from {{ of_leads_to_recompute(ref('int_lead_funnel_status')) }}

    where state = 'in_funnel'

),

first_product_uses as (

    select
        lead_id,
        min(occurred_at) as first_product_use_at

    from touchpoints

    where is_product_use

    group by lead_id

),

dated_raises as (

    select
        touchpoints.touchpoint_id,
        touchpoints.lead_id,
        coalesce(
            touchpoints.occurred_at >= first_product_uses.first_product_use_at, false
        ) as is_after_product_use,
        {{ not_before('touchpoints.occurred_at', 'touchpoints.lead_created_at') }}
            as raised_at

    from touchpoints
    left join first_product_uses
        on touchpoints.lead_id = first_product_uses.lead_id

    where touchpoints.is_hand_raise

),

hand_raises as (

    select
        dated_raises.touchpoint_id,
        dated_raises.lead_id,
        dated_raises.is_after_product_use,
        1 + count(reopenings.lead_id) as visit,
        dated_raises.raised_at

    from dated_raises
    left join reopenings
        on
            dated_raises.lead_id = reopenings.lead_id
            and dated_raises.raised_at >= reopenings.occurred_at

    group by
        dated_raises.touchpoint_id,
        dated_raises.lead_id,
        dated_raises.is_after_product_use,
        dated_raises.raised_at

)

select * from hand_raises
