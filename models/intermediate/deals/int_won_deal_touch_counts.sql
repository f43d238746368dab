-- One row per won deal or credit with touches of its lead up to the close: how many.
with

deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

    where is_won or is_credit

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where lead_id is not null and (is_interaction or email_event = 'sent')

),

channels as (

    select * from {{ ref('stg_channels') }}

    where is_marketing

),

touches_to_close as (

    select
        deals.deal_id,
        deals.lead_id,
        touchpoints.is_interaction,
        channels.channel is not null as is_marketing,
        touchpoints.occurred_at < deals.closed_at
        and not {{
            is_within_days(
                'touchpoints.occurred_at',
                'deals.closed_at',
                -(var('influence_window_days') | int)
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
        lead_id,
        {{ count_where('is_interaction') }} as interactions,
        {{ count_where('is_marketing') }} as marketing_touches,
        {{ count_where('is_interaction and is_marketing and is_in_window') }}
            as influencing_touches

    from touches_to_close

    group by deal_id, lead_id

)

select * from touch_counts
