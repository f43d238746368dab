-- One row per key that a model has several rows of, against what its first line says.
-- Of leads, deals and touches records_reach_their_marts_once says it.
{%- set keys = {
    'int_anonymous_leads': ['anonymous_id'],
    'int_touch_point_caps': ['lead_id', 'touch_type'],
    'int_lead_hand_raises': ['touchpoint_id'],
    'int_lead_stage_signals': ['lead_id', 'stage', 'signal_type'],
    'int_lead_status_events': ['lead_id', 'occurred_at', 'effect'],
    'int_lead_funnel_status': ['lead_id', 'status_number'],
    'int_lead_stage_history': ['lead_id', 'entered_at'],
    'int_lead_events': ['lead_id', 'event', 'occurred_at'],
    'int_deals': ['deal_id'],
    'int_deal_events': ['deal_id', 'event'],
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
