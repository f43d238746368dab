-- One row per lead: its attributes, where it came from, what it did and when.
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

personas as (

    select * from {{ ref('int_lead_personas') }}

),

first_touches as (

    select * from {{ ref('int_lead_first_touches') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

scores as (

    select * from {{ ref('int_lead_scores') }}

),

stage_dates as (

    select * from {{ ref('int_lead_stage_dates') }}

),

outcomes as (

    select * from {{ ref('int_lead_outcomes') }}

),

complete_leads as (

    select
        leads.lead_id,
        leads.company_name,
        leads.country,
        leads.region,
        leads.industry,
        leads.employee_count,
        leads.owner,
        personas.persona,
        first_touches.first_touch_channel,
        first_touches.first_touch_campaign,
        channels.direction,
        coalesce(channels.is_marketing, false) as is_marketing_sourced,
        leads.fit_score,
        scores.engagement_score,
        cast(leads.fit_score + scores.engagement_score as {{ points_type() }})
            as lead_score,
        {{ fit_grade('leads.fit_score') }}
        || {{ engagement_grade('scores.engagement_score') }} as lead_grade,
        case
            when stage_dates.customer_at is not null then 'customer'
            when outcomes.state != 'in_funnel' then outcomes.state
            when stage_dates.commit_at is not null then 'commit'
            when stage_dates.opportunity_at is not null then 'opportunity'
            when stage_dates.sql_at is not null then 'sql'
            when stage_dates.mql_at is not null then 'mql'
            else 'lead'
        end as current_stage,
        stage_dates.lead_at,
        {% for stage in ['mql', 'sql', 'opportunity', 'commit', 'customer'] -%}
        stage_dates.{{ stage }}_at,
        stage_dates.{{ stage }}_is_implied,
        {% endfor -%}
        stage_dates.first_hand_raise_at,
        outcomes.pql_at,
        outcomes.service_qualified_at,
        outcomes.mql_hand_raise_at,
        outcomes.mql_disqualified_at,
        outcomes.mql_disposition,
        outcomes.mql_disposition_at,
        stage_dates.first_deal_created_at

    from leads
    inner join personas on leads.lead_id = personas.lead_id
    inner join first_touches on leads.lead_id = first_touches.lead_id
    inner join scores on leads.lead_id = scores.lead_id
    inner join stage_dates on leads.lead_id = stage_dates.lead_id
    inner join outcomes on leads.lead_id = outcomes.lead_id
    left join channels on first_touches.first_touch_channel = channels.channel

)

select * from complete_leads
