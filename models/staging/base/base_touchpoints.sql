-- One row per raw row of touchpoints: the text as it came and the moment it says.
with

touchpoints as (

    select * from {{ raw('touchpoints') }}

),

typed_touchpoints as (

    select
        touchpoint_id,
        occurred_at,
        touch_type,
        lead_id,
        anonymous_id,
        channel,
        utm_source,
        utm_medium,
        utm_campaign,
        asset,
        program,
        {{ try_timestamp('occurred_at') }} as occurred_at_utc

    from touchpoints

)

select * from typed_touchpoints
