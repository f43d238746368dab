-- One row per anonymous id that is known: the lead with which it was first seen.
with

touchpoints as (

    select * from {{ ref('stg_touchpoints') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

numbered_sightings as (

    select
        touchpoints.anonymous_id,
        touchpoints.named_lead_id as lead_id,
        row_number() over (
            partition by touchpoints.anonymous_id
            order by
                touchpoints.occurred_at asc,
                {{ binary_text('touchpoints.touchpoint_id') }} asc
        ) as sighting_number

    from touchpoints
    inner join leads
        on touchpoints.named_lead_id = leads.lead_id

    where touchpoints.anonymous_id is not null

),

first_sightings as (

    select
        anonymous_id,
        lead_id

    from numbered_sightings

    where sighting_number = 1

)

select * from first_sightings
