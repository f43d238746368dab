-- One row per lead: the channel and the campaign that brought it.
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where lead_id is not null and (is_interaction or is_outreach)

),

stage_dates as (

    select * from {{ ref('int_lead_stage_dates') }}

),

touches as (

    select
        lead_id,
        {{ earliest_row(['channel', 'campaign'], 'occurred_at', 'touchpoint_id') }},
        min(occurred_at) as occurred_at

    from touchpoints

    group by lead_id

),

-- A touch by the day of the lead's creation decides first. A later touch decides only
-- if nothing else does.
lead_origins as (

    select
        leads.lead_id,
        leads.lead_source_channel,
        touches.channel as touch_channel,
        touches.campaign as touch_campaign,
        {{ local_date('touches.occurred_at') }}
        <= {{ local_date('leads.created_at') }} as is_by_creation,
        touches.occurred_at <= coalesce(stage_dates.opportunity_at, {{ never() }})
            as is_by_opportunity

    from leads
    inner join stage_dates on leads.lead_id = stage_dates.lead_id
    left join touches on leads.lead_id = touches.lead_id

),

decided_origins as (

    select
        *,
        case
            when is_by_creation and touch_channel not in ('direct', 'unknown')
                then 'touch'
            when lead_source_channel is not null then 'lead_source'
            when is_by_creation or is_by_opportunity then 'touch'
            else 'nothing'
        end as decided_by

    from lead_origins

),

lead_first_touches as (

    select
        lead_id,
        case decided_by
            when 'touch' then touch_channel
            when 'lead_source' then lead_source_channel
            else 'unknown'
        end as first_touch_channel,
        case when decided_by = 'touch' then touch_campaign end as first_touch_campaign

    from decided_origins

)

select * from lead_first_touches
