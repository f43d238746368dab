-- One row per touch that counts, with what its type means.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints_judged') }}

    where verdict = 'accepted'

),

touch_types as (

    select * from {{ ref('stg_touch_types') }}

),

accepted_touchpoints as (

    {{ with_touch_types('touchpoints', 'touch_types') }}

)

select * from accepted_touchpoints
