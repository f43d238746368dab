-- One row per month and move on paths of leads from one channel to the next: how often,
-- on paths of won deals by their close, and of leads without one by their creation.
{%- set old_enough = 2 * var('conversion_window_days') | int %}
with

won_touches as (

    select * from {{ ref('int_attribution_touches') }}

    where not is_credit

),

leads as (

    select * from {{ ref('int_leads') }}

    where customer_at is null

),

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

    where is_interaction and lead_id is not null

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

-- A young lead may still buy: that is no path yet.
path_touches as (

    select
        {{ month_of('closed_at') }} as month_start,
        true as is_won,
        deal_id as path_id,
        channel,
        occurred_at,
        touchpoint_id

    from won_touches

    union all

    select
        {{ month_of('leads.lead_at') }} as month_start,
        false as is_won,
        leads.lead_id as path_id,
        touchpoints.channel,
        touchpoints.occurred_at,
        touchpoints.touchpoint_id

    from touchpoints
    inner join leads
        on touchpoints.lead_id = leads.lead_id
    inner join report_date
        on {{ dbt.dateadd('day', old_enough, 'leads.lead_at') }} <= report_date.report_end_at

),

steps as (

    {{ path_steps('path_touches') }}

),

step_counts as (

    select
        month_start,
        is_won,
        is_first,
        channel,
        next_channel,
        count(*) as visits

    from steps

    group by month_start, is_won, is_first, channel, next_channel

),

moves as (

    {{ path_moves('step_counts') }}

)

select * from moves
