-- One row per raw row of touchpoints: whether it is a row at all, and there yet.
with

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_touchpoints as (

    select
        touchpoints.*,
        case
            when touchpoints.touchpoint_id is null then 'missing_id'
            when touchpoints.occurred_at is null then 'missing_timestamp'
            when touchpoints.occurred_at_utc is null then 'invalid_timestamp'
            when touchpoints.touch_type is null then 'missing_touch_type'
            when
                touchpoints.lead_id is null
                and touchpoints.anonymous_id is null
                then 'unidentified_touch'
        end as rejected_for,
        coalesce(touchpoints.occurred_at_utc >= report_date.report_end_at, false)
            as is_later

    from touchpoints
    cross join report_date

)

select * from checked_touchpoints
