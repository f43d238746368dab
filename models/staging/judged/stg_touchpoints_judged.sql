-- One row per raw row of touchpoints: the verdict on it.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints_checked') }}

),

repeated_touchpoints as (

    select * from {{ ref('stg_touchpoints_repeated') }}

),

ranked_touchpoints as (

    {{ with_copies('touchpoints', 'repeated_touchpoints') }}

),

judged_touchpoints as (

    select
        *,
        {{ verdict('copy_number > 1') }} as verdict

    from ranked_touchpoints

)

select * from judged_touchpoints
