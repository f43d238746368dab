-- One row per won deal or credit and interaction of its lead up to the deal's creation.
-- A lead's second deal has rows of its own, which include the first deal's touches.
with

deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

    where is_won or is_credit

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where is_interaction and lead_id is not null

),

attribution_touches as (

    select
        deals.deal_id,
        deals.lead_id,
        deals.is_credit,
        touchpoints.touchpoint_id,
        touchpoints.channel,
        coalesce(touchpoints.campaign, 'unknown') as campaign,
        row_number() over (
            partition by deals.deal_id
            order by
                touchpoints.occurred_at asc,
                {{ binary_text('touchpoints.touchpoint_id') }} asc
        ) as touch_number,
        touchpoints.occurred_at <= touchpoints.lead_created_at as is_by_lead_creation,
        {{ days_between('touchpoints.occurred_at', 'deals.created_at') }}
            as days_before_deal,
        touchpoints.occurred_at,
        deals.closed_at

    from deals
    inner join touchpoints
        on
            deals.lead_id = touchpoints.lead_id
            and (
                deals.created_at >= touchpoints.occurred_at
                -- The hour of a mere date is not known.
                or (
                    deals.is_dated
                    and {{ local_date('deals.created_at') }}
                    = {{ local_date('touchpoints.occurred_at') }}
                )
            )

)

select * from attribution_touches
