-- One row per lead, stage and type of signal (score, hand raise, status, deal): when
-- the lead first gave such a signal.
{%- set signals = [
    ('mql', 'score', 'scores', 'mql_score_at'),
    ('sql', 'score', 'scores', 'sql_score_at'),
    ('sql', 'hand_raise', 'hand_raises', 'raised_at'),
    ('opportunity', 'deal', 'deals', 'opportunity_at'),
    ('commit', 'deal', 'deals', 'commit_at'),
    ('customer', 'deal', 'deals', 'case when is_won then closed_at end'),
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

status_changes as (

    select * from {{ of_leads_to_recompute(ref('stg_lead_status_changes')) }}

    where status in ('mql', 'sql')

),

deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

),

signals as (

    {% for stage, signal_type, source, timestamp in signals -%}
    select
        lead_id,
        '{{ stage }}' as stage,
        '{{ signal_type }}' as signal_type,
        {{ timestamp }} as signal_at

    from {{ source }}

    union all

    {% endfor -%}
    select
        lead_id,
        status as stage,
        'status' as signal_type,
        changed_at as signal_at

    from status_changes

),

-- A score counts only with enough fit, and no signal before the lead's created_at.
lead_stage_signals as (

    select
        signals.lead_id,
        -- With too little fit, a hand raise is a signal of no later stage.
        case when {{ is_unfit_hand_raise() }} then 'lead' else signals.stage end
            as stage,
        signals.signal_type,
        {{ not_before('min(signals.signal_at)', 'leads.created_at') }} as signal_at

    from signals
    inner join leads
        on signals.lead_id = leads.lead_id

    where
        signals.signal_at is not null
        and (
            signals.signal_type != 'score'
            or leads.fit_score >= {{ var('mql_min_fit_score') }}
        )

    group by
        signals.lead_id,
        signals.stage,
        signals.signal_type,
        leads.created_at,
        leads.fit_score

)

select * from lead_stage_signals
