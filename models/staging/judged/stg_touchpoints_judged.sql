-- One row per raw row of touchpoints: the verdict on it.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints_checked') }}

),

repeated_touchpoints as (

    select * from {{ ref('stg_touchpoints_repeated') }}

),

ranked_touchpoints as (

    select
        *,
        1 as copy_number

    from touchpoints

    where
        rejected_for is not null
        or is_later
        or touchpoint_id not in (
            select repeated_touchpoints.touchpoint_id from repeated_touchpoints
        )

    union all

    select * from repeated_touchpoints

),

judged_touchpoints as (

    select
        *,
        {{ verdict('copy_number > 1') }} as verdict

    from ranked_touchpoints

)

select * from judged_touchpoints
