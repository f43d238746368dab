-- One row per lead to recompute: named by a changed row, owner of a changed visitor, or
-- ever seen with one. Empty in a full run.
with

changed_leads as (

    select * from {{ ref('stg_changed_leads') }}

),

changed_visitors as (

    select * from {{ ref('int_changed_visitors') }}

),

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

),

leads_to_recompute as (

    select lead_id from changed_leads

    union distinct

    select lead_id
    from changed_visitors
    where lead_id is not null

    union distinct

    select lead_id
    from touchpoints
    where
        lead_id is not null
        and anonymous_id in (
            select changed_visitors.anonymous_id from changed_visitors
        )

)

select * from leads_to_recompute
