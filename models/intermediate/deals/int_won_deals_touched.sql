-- One row per won deal of a known lead: the lead's touches that led to its close.
with

deals as (

    select * from {{ ref('int_deals_segmented') }}

    where is_won and lead_id is not null

),

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

    where lead_id is not null and (is_interaction or email_event = 'sent')

),

channels as (

    select * from {{ ref('stg_channels') }}

    where is_marketing

),

touches_to_close as (

    select
        deals.deal_id,
        touchpoints.is_interaction,
        channels.channel is not null as is_marketing,
        {{
            is_within_days(
                'deals.closed_at',
                'touchpoints.occurred_at',
                var('influence_window_days')
            )
        }} as is_in_window

    from deals
    inner join touchpoints
        on
            deals.lead_id = touchpoints.lead_id
            and deals.closed_at >= touchpoints.occurred_at
    left join channels
        on touchpoints.channel = channels.channel

),

touch_counts as (

    select
        deal_id,
        {{ count_where('is_interaction') }} as interactions,
        {{ count_where('is_marketing') }} as marketing_touches,
        {{ count_where('is_interaction and is_marketing and is_in_window') }}
            as influencing_touches

    from touches_to_close

    group by deal_id

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
