-- One row per won deal or credit and touch: the share of the deal that each attribution
-- model gives to the touch. The shares of a deal add up to 1.
with

touches as (

    select * from {{ of_leads_to_recompute(ref('int_attribution_touches')) }}

),

touched_deals as (

    select
        deal_id,
        count(*) as last_number,
        coalesce(max(case when channel != 'direct' then touch_number end), count(*))
            as last_non_direct_number,
        -- The last touch by the lead's creation, else the first after it.
        coalesce(max(case when is_by_lead_creation then touch_number end), 1)
            as creation_number,
        min(days_before_deal) as last_days_before_deal

    from touches

    group by deal_id

),

touches_with_roles as (

    select
        touches.deal_id,
        touches.lead_id,
        touches.touchpoint_id,
        touches.channel,
        touches.campaign,
        case when touches.touch_number = 1 then 1 else 0 end as is_first,
        {% for role in ['creation', 'last', 'last_non_direct'] -%}
        case when touches.touch_number = {{ role }}_number then 1 else 0 end
            as is_{{ role }},
        {% endfor -%}
        last_number - 2 as touches_between,
        case when creation_number in (1, last_number) then 0 else 1 end
            as creations_between,
        touches.days_before_deal
        - touched_deals.last_days_before_deal as days_before_last

    from touches
    inner join touched_deals
        on touches.deal_id = touched_deals.deal_id

),

weights as (

    select
        deal_id,
        lead_id,
        touchpoint_id,
        channel,
        campaign,
        is_first as first_touch,
        is_last as last_touch,
        is_last_non_direct as last_non_direct,
        1 as linear,
        case
            when is_first + is_last > 0 then 0.4
            else {{ rate('0.2', 'touches_between') }}
        end as position_based,
        -- A very old touch keeps a little.
        power(
            cast(2 as {{ double() }}),
            -least(days_before_last / {{ var('attribution_half_life_days') }}, 1000)
        ) as time_decay,
        -- A touch with several roles weighs as much as they do together.
        case
            when is_first + is_creation + is_last > 0
                then 0.3 * (is_first + is_creation + is_last)
            else {{ rate('0.1', 'touches_between - creations_between') }}
        end as w_shaped

    from touches_with_roles

),

shares as (

    select
        deal_id,
        lead_id,
        touchpoint_id,
        channel,
        campaign,
        {{ for_each_model(rate('{model}', 'sum({model}) over (partition by deal_id)')) }}

    from weights

)

select * from shares
