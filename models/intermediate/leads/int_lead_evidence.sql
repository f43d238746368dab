-- One row per lead: the earliest evidence for each of its stages, by itself.
{%- set stages = ['mql', 'sql', 'opportunity', 'commit', 'customer'] %}
{%- set signals = [
    ('scores', 'mql', 'mql_score_at'),
    ('scores', 'sql', 'sql_score_at'),
    ('hand_raises', 'sql', 'raised_at'),
    ('hand_raises', 'hand_raise', 'raised_at'),
    ('mql_statuses', 'mql', 'changed_at'),
    ('sql_statuses', 'sql', 'changed_at'),
    ('deals', 'opportunity', 'opportunity_at'),
    ('deals', 'commit', 'commit_at'),
    ('deals', 'customer', 'case when is_won then closed_at end'),
    ('deals', 'deal', 'created_at'),
] %}
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

scores as (

    select * from {{ of_leads_to_recompute(ref('int_lead_scores')) }}

),

hand_raises as (

    select * from {{ of_leads_to_recompute(ref('int_lead_hand_raises')) }}

),

mql_statuses as (

    select * from {{ of_leads_to_recompute(ref('stg_lead_status_changes')) }}

    where status = 'mql'

),

sql_statuses as (

    select * from {{ of_leads_to_recompute(ref('stg_lead_status_changes')) }}

    where status = 'sql'

),

deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

),

signals as (

    {% for source, kind, moment in signals -%}
    select
        lead_id,
        '{{ kind }}' as kind,
        {{ moment }} as signal_at

    from {{ source }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

-- No evidence of a stage lies before the lead's created_at.
evidence as (

    select
        leads.lead_id,
        leads.created_at as lead_evidence_at,
        {% for stage in stages -%}
        {{
            not_before(
                "min(case when signals.kind = '" ~ stage ~ "' then signals.signal_at end)",
                'leads.created_at'
            )
        }} as {{ stage }}_evidence_at,
        {% endfor -%}
        min(case when signals.kind = 'hand_raise' then signals.signal_at end)
            as first_hand_raise_at,
        min(case when signals.kind = 'deal' then signals.signal_at end)
            as first_deal_created_at

    from leads
    left join signals
        on leads.lead_id = signals.lead_id

    group by leads.lead_id, leads.created_at

)

select * from evidence
