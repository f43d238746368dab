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
        loaded_at,
        {{ try_timestamp('occurred_at') }} as occurred_at_utc

    from touchpoints

),

changed_touchpoints as (

    select * from {{ changed_raw_rows('touchpoints', 'typed_touchpoints') }}

)

select * from changed_touchpoints
