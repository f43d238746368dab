-- One row per anonymous id that was seen with three known leads or more.
with

touchpoints as (

    select * from {{ of_touchpoints_to_recompute(ref('stg_touchpoints_classified')) }}

    where
        row_status = 'accepted'
        and anonymous_id is not null
        and {{ is_changed('anonymous_id', 'int_changed_visitors') }}

),

anonymous_leads as (

    select * from {{ ref('int_anonymous_leads') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

-- Few ids are seen with another lead than their first: only those are counted.
shared_visitors as (

    select touchpoints.anonymous_id

    from touchpoints
    inner join anonymous_leads
        on
            touchpoints.anonymous_id = anonymous_leads.anonymous_id
            and touchpoints.lead_id != anonymous_leads.lead_id
    inner join leads
        on touchpoints.lead_id = leads.lead_id

    group by touchpoints.anonymous_id

    having count(distinct touchpoints.lead_id) >= 2

)

select * from shared_visitors
