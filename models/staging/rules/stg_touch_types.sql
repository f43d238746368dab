-- One row per type of touch: what it is worth and what it means.
with

touch_types as (

    select * from {{ of_own_rules(ref('touch_types')) }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

typed_touch_types as (

    select
        {{ rule_lookup_key('touch_types.touch_type') }} as touch_type_key,
        {{ rule_text('touch_types.touch_type') }} as touch_type,
        coalesce(channels.channel, 'direct') as default_channel,
        {{ rule_key('touch_types.email_event') }} as email_event,
        cast({{ rule_text('touch_types.points') }} as {{ points_type() }})
            as type_points,
        cast({{ rule_text('touch_types.max_times') }} as bigint) as max_times,
        {{ try_boolean(rule_text('touch_types.is_interaction')) }} as is_interaction,
        {{ try_boolean(rule_text('touch_types.is_outreach')) }} as is_outreach,
        {{ try_boolean(rule_text('touch_types.is_hand_raise')) }} as is_hand_raise,
        {{ try_boolean(rule_text('touch_types.is_product_use')) }} as is_product_use

    from touch_types
    left join channels
        on {{ rule_lookup_key('touch_types.default_channel') }} = channels.channel_key

)

select * from typed_touch_types
