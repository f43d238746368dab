-- One row per touch that counts: the lead it belongs to. An increment sees the touches
-- of the leads concerned.
with

anonymous_leads as (

    select * from {{ ref('int_anonymous_leads') }}

),

touchpoints as (

    select * from {{ all_or_changed('stg_touchpoints', 'int_changed_touchpoints') }}

),

leads as (

    select * from {{ ref('stg_leads') }}

),

resolved_touchpoints as (

    select
        touchpoints.*,
        leads.lead_id,
        leads.created_at as lead_created_at

    from touchpoints
    left join anonymous_leads
        on
            touchpoints.anonymous_id = anonymous_leads.anonymous_id
            and touchpoints.named_lead_id is null
    left join leads
        on coalesce(touchpoints.named_lead_id, anonymous_leads.lead_id) = leads.lead_id

)

select * from resolved_touchpoints
