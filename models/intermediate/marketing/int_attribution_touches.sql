-- One row per won deal and interaction of its lead up to the deal's creation. A lead's
-- second deal has rows of its own, which include the first deal's touches.
with

won_deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

    where is_won

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where is_interaction and lead_id is not null

),

attribution_touches as (

    select
        won_deals.deal_id,
        won_deals.lead_id,
        touchpoints.touchpoint_id,
        touchpoints.channel,
        coalesce(touchpoints.campaign, 'unknown') as campaign,
        row_number() over (
            partition by won_deals.deal_id
            order by
                touchpoints.occurred_at asc,
                {{ binary_text('touchpoints.touchpoint_id') }} asc
        ) as touch_number,
        touchpoints.occurred_at <= touchpoints.lead_created_at as is_by_lead_creation,
        {{ days_between('touchpoints.occurred_at', 'won_deals.created_at') }}
            as days_before_deal

    from won_deals
    inner join touchpoints
        on
            won_deals.lead_id = touchpoints.lead_id
            and won_deals.created_at >= touchpoints.occurred_at

)

select * from attribution_touches
