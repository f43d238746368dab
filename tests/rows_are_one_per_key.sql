-- One row per key that a model has several rows of, against what its first line says.
-- Of leads, deals and touches records_reach_their_marts_once says it.
{%- set keys = {
    'int_anonymous_leads': ['anonymous_id'],
    'int_touch_limits': ['lead_id', 'touch_type'],
    'int_lead_hand_raises': ['touchpoint_id'],
    'int_lead_stage_signals': ['lead_id', 'stage', 'signal_type'],
    'int_lead_turn_events': ['lead_id', 'occurred_at', 'effect'],
    'int_lead_turns': ['lead_id', 'turn_number'],
    'int_lead_stays': ['lead_id', 'entered_at'],
} %}
with

repeated_keys as (

    {% for model, columns in keys.items() -%}
    select
        '{{ model }}' as model_name,
        count(*) as copies

    from {{ ref(model) }}

    group by {{ columns | join(', ') }}

    having count(*) > 1
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from repeated_keys
