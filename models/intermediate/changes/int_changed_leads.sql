-- One row per lead that an increment computes anew: those that changed rows name, and
-- those whose touches come or go with a visitor. None in a full run.
with

changed_leads as (

    select * from {{ ref('stg_changed_leads') }}

),

changed_visitors as (

    select * from {{ ref('int_changed_visitors') }}

),

anonymous_leads as (

    select * from {{ ref('int_anonymous_leads') }}

),

all_changed_leads as (

    select lead_id from changed_leads

    union distinct

    select lead_id
    from changed_visitors
    where lead_id is not null

    union distinct

    select anonymous_leads.lead_id
    from anonymous_leads
    inner join changed_visitors
        on anonymous_leads.anonymous_id = changed_visitors.anonymous_id

)

select * from all_changed_leads
