-- One row per raw touch that an increment may have to look at again: those of the leads
-- that it may concern and of their visitors, and all rejected ones, which are numbered
-- together. Collected once, for all that ask. None in a full run.
{%- set is_affected = [
    'lead_id in (select affected_leads.lead_id from affected_leads)',
    'anonymous_id in (select affected_visitors.anonymous_id from affected_visitors)',
    'rejected_for is not null',
] %}
with

report_date as (

    select * from {{ ref('stg_report_date') }}

),

repeated_touchpoints as (

    select * from {{ ref('stg_touchpoints_repeated') }}

),

affected_leads as (

    select * from {{ ref('int_affected_leads') }}

),

changed_visitors as (

    select * from {{ ref('int_changed_visitors') }}

),

anonymous_leads as (

    select * from {{ anonymous_leads_before() }}

),

affected_visitors as (

    select anonymous_id from changed_visitors

    union distinct

    select anonymous_leads.anonymous_id
    from anonymous_leads
    inner join affected_leads on anonymous_leads.lead_id = affected_leads.lead_id

),

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

    where
        {{ found_first('base_touchpoints', is_affected) }}
        and {{ '1 = 1' if is_increment() else '1 = 0' }}

),

affected_touchpoints as (

    {{ with_is_later('touchpoints', 'report_date') }}

),

affected_copies as (

    select *

    from repeated_touchpoints

    where
        touchpoint_id in (
            select affected_touchpoints.touchpoint_id from affected_touchpoints
        )

),

ranked_touchpoints as (

    {{ with_copies('affected_touchpoints', 'affected_copies') }}

),

judged_touchpoints as (

    select
        *,
        {{ verdict('copy_number > 1') }} as verdict

    from ranked_touchpoints

)

select * from judged_touchpoints
