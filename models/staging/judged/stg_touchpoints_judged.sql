-- One row per raw row of touchpoints: the verdict on it.
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

),

ranked_touchpoints as (

    select
        *,
        row_number() over (
            partition by touchpoint_id, rejected_for, is_later
            order by
                occurred_at_utc asc,
                {{ in_canonical_order('touchpoints', leading=['occurred_at']) }}
        ) as copy_number

    from checked_touchpoints

),

judged_touchpoints as (

    select
        *,
        {{ verdict('copy_number > 1') }} as verdict

    from ranked_touchpoints

)

select * from judged_touchpoints
