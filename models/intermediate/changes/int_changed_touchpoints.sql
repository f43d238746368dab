-- One row per touch that counts and that an increment gives to a lead anew: all those
-- of the leads and visitors concerned. None in a full run.
with

touchpoints as (

    select * from {{ ref('int_affected_touchpoints') }}

    where verdict = 'accepted'

),

touch_types as (

    select * from {{ ref('stg_touch_types') }}

),

changed_leads as (

    select * from {{ ref('int_changed_leads') }}

),

changed_visitors as (

    select * from {{ ref('int_changed_visitors') }}

),

anonymous_leads as (

    select * from {{ ref('int_anonymous_leads') }}

),

-- A touch that names a lead is that lead's, whoever else its visitor may be.
owners as (

    select
        lead_id as owner_id,
        false as is_visitor
    from changed_leads

    union distinct

    select
        anonymous_id as owner_id,
        true as is_visitor
    from changed_visitors

    union distinct

    select
        anonymous_leads.anonymous_id as owner_id,
        true as is_visitor
    from anonymous_leads
    inner join changed_leads on anonymous_leads.lead_id = changed_leads.lead_id

),

accepted_touchpoints as (

    {{ with_touch_types('touchpoints', 'touch_types') }}

),

changed_touchpoints as (

    select accepted_touchpoints.*

    from accepted_touchpoints
    inner join owners
        on
            coalesce(
                accepted_touchpoints.named_lead_id, accepted_touchpoints.anonymous_id
            ) = owners.owner_id
            and (accepted_touchpoints.named_lead_id is null) = owners.is_visitor

)

select * from changed_touchpoints
