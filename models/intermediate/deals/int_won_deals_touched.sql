-- One row per won deal of a known lead: the lead's touches that led to its close.
with

deals as (

    select * from {{ ref('int_deals_segmented') }}

    where is_won and lead_id is not null

),

touch_counts as (

    select * from {{ ref('int_won_deal_touches') }}

),

touched_deals as (

    select
        deals.deal_id,
        deals.channel,
        deals.direction,
        deals.region,
        deals.owner,
        deals.is_new_customer,
        deals.amount,
        coalesce(touch_counts.interactions, 0) as interactions,
        coalesce(touch_counts.marketing_touches, 0) as marketing_touches,
        coalesce(touch_counts.influencing_touches, 0) > 0 as is_influenced,
        deals.closed_at

    from deals
    left join touch_counts
        on deals.deal_id = touch_counts.deal_id

)

select * from touched_deals
