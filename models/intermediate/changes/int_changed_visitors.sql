-- One row per anonymous id whose lead may have changed, with the lead it had. Empty in
-- a full run.
with

changed_touchpoints as (

    select * from {{ ref('stg_changed_touchpoints') }}

),

changed_leads as (

    select * from {{ ref('stg_changed_leads') }}

),

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

known_visitors as (

    select *
    from {{ from_last_run('int_anonymous_leads', ['anonymous_id', 'lead_id']) }}

),

changed_visitors as (

    select anonymous_id
    from changed_touchpoints
    where anonymous_id is not null

    union distinct

    -- If a lead appears or vanishes, its visitors may belong to another lead.
    select anonymous_id
    from touchpoints
    where
        anonymous_id is not null
        and lead_id in (select changed_leads.lead_id from changed_leads)

),

visitors_before as (

    select
        changed_visitors.anonymous_id,
        known_visitors.lead_id

    from changed_visitors
    left join known_visitors
        on changed_visitors.anonymous_id = known_visitors.anonymous_id

)

select * from visitors_before
