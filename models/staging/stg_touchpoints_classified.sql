-- One row per raw row of touchpoints: its status.
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

classified_touchpoints as (

    {{ classified_touchpoints('touchpoints', 'repeated_touchpoints', 'report_date') }}

)

select * from classified_touchpoints
