-- One row per raw touch that an increment judges anew: it came or went, shares its id
-- with one that did, or has come within the report. None in a full run.
with

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

changed_touchpoints as (

    {% if is_increment() -%}
    select
        touchpoint_id,
        lead_id,
        anonymous_id

    from {{ changed_rows('touchpoints') }}

    union all

    {% endif -%}
    select
        touchpoints.touchpoint_id,
        touchpoints.lead_id,
        touchpoints.anonymous_id

    from touchpoints
    inner join report_date
        on {{ has_come_within('touchpoints.occurred_at_utc') }}

),

touchpoints_of_their_ids as (

    select
        touchpoint_id,
        lead_id,
        anonymous_id

    from touchpoints

    where
        touchpoint_id in (
            select changed_touchpoints.touchpoint_id from changed_touchpoints
        )

),

touched_touchpoints as (

    select * from changed_touchpoints

    union all

    select * from touchpoints_of_their_ids

)

select * from touched_touchpoints
