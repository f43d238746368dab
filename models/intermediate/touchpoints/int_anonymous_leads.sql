-- One row per anonymous id that is known: the lead with which it was first seen.
with

touchpoints as (

    select * from {{ of_touchpoints_to_recompute(ref('stg_touchpoints_classified')) }}

    where
        row_status = 'accepted'
        and anonymous_id is not null
        and {{ is_changed('anonymous_id', 'int_changed_visitors') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

first_sightings as (

    select
        touchpoints.anonymous_id,
        {{
            earliest_row(
                ['leads.lead_id'], 'touchpoints.occurred_at_utc', 'touchpoints.touchpoint_id'
            )
        }}

    from touchpoints
    inner join leads
        on touchpoints.lead_id = leads.lead_id

    group by touchpoints.anonymous_id

)

select * from first_sightings
