-- One row per key that a model has several rows of, against what its first line says.
-- Of touches, the most by far, records_reach_their_marts_once says it.
{%- set by_segment = ['month_start', 'segment_type', 'segment'] %}
{%- set by_cohort = [
    'cohort_stage', 'cohort_month', 'segment_type', 'segment', 'to_stage', 'months_since',
] %}
{%- set keys = {
    'stg_leads': ['lead_id'],
    'stg_lead_rules_met': ['lead_id'],
    'stg_deals': ['deal_id'],
    'int_calendar_days': ['calendar_date'],
    'int_calendar_months': ['month_start'],
    'int_months_known': ['month_start'],
    'int_months_counted': ['month_start'],
    'int_months': ['month_start'],
    'int_segments': ['segment_type', 'segment'],
    'int_utm_channels': ['utm_source_key', 'utm_medium_key'],
    'int_anonymous_leads': ['anonymous_id'],
    'int_shared_visitors': ['anonymous_id'],
    'int_touch_point_caps': ['lead_id', 'touch_type'],
    'int_lead_first_touches': ['lead_id'],
    'int_lead_hand_raises': ['touchpoint_id'],
    'int_hand_raises_answered': ['lead_id', 'raised_at'],
    'int_lead_scores': ['lead_id'],
    'int_lead_scores_dated': ['lead_id'],
    'int_lead_personas': ['lead_id'],
    'int_lead_stage_signals': ['lead_id', 'stage', 'signal_type'],
    'int_lead_stage_dates': ['lead_id'],
    'int_lead_status_events': ['lead_id', 'occurred_at', 'effect'],
    'int_lead_funnel_status': ['lead_id', 'status_number'],
    'int_lead_outcomes': ['lead_id'],
    'int_lead_stage_history': ['lead_id', 'entered_at'],
    'int_leads': ['lead_id'],
    'int_lead_events': ['lead_id', 'event', 'occurred_at'],
    'int_deal_changes': ['deal_id'],
    'int_deals_dated': ['deal_id'],
    'int_deals_staged': ['deal_id'],
    'int_deals': ['deal_id'],
    'int_won_deal_touch_counts': ['deal_id'],
    'int_deal_events': ['deal_id', 'event'],
    'int_attribution_touches': ['deal_id', 'touchpoint_id'],
    'int_attribution_weights': ['deal_id', 'touchpoint_id'],
    'int_markov_moves': ['month_start', 'from_channel', 'to_channel'],
    'int_markov_effects': ['month_start', 'channel'],
    'int_email_messages': ['lead_id', 'program', 'asset'],
    'int_email_counts_monthly': ['month_start', 'program'],
    'int_lead_nurture_programs': ['lead_id', 'program'],
    'int_lead_touch_types': ['touch_type', 'asset', 'lead_id'],
    'int_cost_shares': ['month_start', 'purpose', 'channel'],
    'int_cost_counts_monthly': by_segment,
    'int_traffic_counts_monthly': by_segment,
    'int_lead_counts_monthly': by_segment,
    'int_deal_counts_monthly': by_segment,
    'int_pipeline_counts_monthly': by_segment,
    'int_velocity_monthly': by_segment,
    'int_cohort_conversions_monthly': by_cohort,
    'int_customer_cohorts_monthly': [
        'cohort_month', 'segment_type', 'segment', 'months_since',
    ],
    'int_channel_sums': ['segment_type', 'segment'],
    'int_company_months': ['month_start'],
    'int_program_months': ['month_start'],
    'int_scorecard_values': ['month_start', 'metric'],
    'int_goal_needs': ['scenario'],
    'int_row_status_counts': ['source_table', 'row_status', 'event_date'],
    'int_month_records': ['month_start'],
    'int_kpi_versions': ['month_start', 'metric', 'version_number', 'is_sample'],
    'int_month_states': ['month_start', 'noted_at', 'is_sample'],
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
