-- One row per lead: the earliest evidence for each of its stages, by itself.
with

leads as (

    select * from {{ ref('stg_leads') }}

),

scores as (

    select * from {{ ref('int_lead_scores') }}

),

hand_raises as (

    select
        lead_id,
        min(raised_at) as first_hand_raise_at

    from {{ ref('int_lead_hand_raises') }}

    group by lead_id

),

statuses as (

    select
        lead_id,
        min(case when status = 'mql' then changed_at end) as mql_status_at,
        min(case when status = 'sql' then changed_at end) as sql_status_at

    from {{ ref('stg_lead_status_changes') }}

    group by lead_id

),

deals as (

    select
        lead_id,
        min(opportunity_at) as opportunity_at,
        min(commit_at) as commit_at,
        min(case when is_won then closed_at end) as won_at,
        min(created_at) as first_deal_created_at

    from {{ ref('int_deals_staged') }}

    where lead_id is not null

    group by lead_id

),

evidence as (

    select
        leads.lead_id,
        leads.created_at as lead_evidence_at,
        {{ earliest(['scores.mql_score_at', 'statuses.mql_status_at']) }}
            as mql_evidence_at,
        {{ earliest(['scores.sql_score_at', 'first_hand_raise_at', 'sql_status_at']) }}
            as sql_evidence_at,
        deals.opportunity_at as opportunity_evidence_at,
        deals.commit_at as commit_evidence_at,
        deals.won_at as customer_evidence_at,
        hand_raises.first_hand_raise_at,
        deals.first_deal_created_at

    from leads
    left join scores on leads.lead_id = scores.lead_id
    left join hand_raises on leads.lead_id = hand_raises.lead_id
    left join statuses on leads.lead_id = statuses.lead_id
    left join deals on leads.lead_id = deals.lead_id

),

-- No moment of a lead lies before its created_at.
{% set stages = ['mql', 'sql', 'opportunity', 'commit', 'customer'] -%}
evidence_since_creation as (

    select
        lead_id,
        lead_evidence_at,
        {% for stage in stages -%}
        {{ not_before(stage ~ '_evidence_at', 'lead_evidence_at') }}
            as {{ stage }}_evidence_at,
        {% endfor -%}
        first_hand_raise_at,
        first_deal_created_at

    from evidence

)

select * from evidence_since_creation
