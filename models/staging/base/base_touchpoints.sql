-- One row per raw row of touchpoints: its text as it came, its timestamp, and whether
-- it can be a touch.
with

touchpoints as (

    select * from {{ raw('touchpoints') }}

),

typed_touchpoints as (

    select
        *,
        {{ try_timestamp('occurred_at') }} as occurred_at_utc

    from {{ cleaned_rows('touchpoints', 'touchpoints') }}

),

-- Stored with the row: checking five texts again would cost every reader more.
checked_touchpoints as (

    select
        *,
        case
            when touchpoint_id is null then 'missing_id'
            when occurred_at is null then 'missing_timestamp'
            when occurred_at_utc is null then 'invalid_timestamp'
            when touch_type is null then 'missing_touch_type'
            when lead_id is null and anonymous_id is null then 'unidentified_touch'
        end as rejected_for

    from typed_touchpoints

),

changed_touchpoints as (

    select * from {{ changed_raw_rows('touchpoints', 'checked_touchpoints') }}

)

select * from changed_touchpoints
