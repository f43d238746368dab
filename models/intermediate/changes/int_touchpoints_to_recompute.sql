-- One row per raw touch that an incremental run may need: touches of leads to recompute
-- and of their visitors, and all rejected rows (numbered as a group). Scanned once,
-- reused downstream. Empty in a full run.
{%- set is_read_again = [
    'lead_id in (select leads.lead_id from leads)',
    'anonymous_id in (select visitors.anonymous_id from visitors)',
    'rejected_for is not null',
] %}
with

leads as (

    select * from {{ ref('int_leads_to_recompute') }}

),

changed_visitors as (

    select * from {{ ref('int_changed_visitors') }}

),

known_visitors as (

    select *
    from {{ from_last_run('int_anonymous_leads', ['anonymous_id', 'lead_id']) }}

),

visitors as (

    select anonymous_id from changed_visitors

    union distinct

    select known_visitors.anonymous_id
    from known_visitors
    inner join leads on known_visitors.lead_id = leads.lead_id

),

touchpoints as (

    select * from {{ ref('base_touchpoints') }}

    where
        {{ found_first('base_touchpoints', is_read_again) }}
        and {{ '1 = 1' if is_increment() else '1 = 0' }}

),

repeated_touchpoints as (

    select * from {{ ref('stg_touchpoints_repeated') }}

    where touchpoint_id in (select touchpoints.touchpoint_id from touchpoints)

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

classified_touchpoints as (

    {{ classified_touchpoints('touchpoints', 'repeated_touchpoints', 'report_date') }}

)

select * from classified_touchpoints
