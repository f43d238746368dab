-- One row per raw row of touchpoints: whether it is there yet.
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
        coalesce(touchpoints.occurred_at_utc >= report_date.report_end_at, false)
            as is_later

    from touchpoints
    cross join report_date

)

select * from checked_touchpoints
