-- One row per raw row of touchpoints: the verdict on it.
with

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

repeated_touchpoints as (

    select * from {{ ref('stg_touchpoints_repeated') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

judged_touchpoints as (

    {{ judged_touchpoints('touchpoints', 'repeated_touchpoints', 'report_date') }}

)

select * from judged_touchpoints
