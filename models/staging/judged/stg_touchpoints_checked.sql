-- One row per raw row of touchpoints: whether it is there yet.
with

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_touchpoints as (

    {{ with_is_later('touchpoints', 'report_date') }}

)

select * from checked_touchpoints
