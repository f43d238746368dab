-- One row per lead: when it reached each stage. Nobody skips a stage.
{%- set stages = ['mql', 'sql', 'opportunity', 'commit', 'customer'] %}
{%- set signals_at = [
    'mql_signal_at', 'sql_signal_at', 'opportunity_signal_at', 'commit_signal_at',
    'customer_signal_at',
] %}
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

signals as (

    select * from {{ of_leads_to_recompute(ref('int_lead_stage_signals')) }}

),

deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

    where not is_credit

),

first_deals as (

    select
        lead_id,
        min(created_at) as first_deal_created_at

    from deals

    group by lead_id

),

first_signals as (

    select
        leads.lead_id,
        leads.created_at as lead_at,
        {% for stage in stages -%}
        min(case when signals.stage = '{{ stage }}' then signals.signal_at end)
            as {{ stage }}_signal_at,
        {% endfor -%}
        min(case when signals.signal_type = 'hand_raise' then signals.signal_at end)
            as first_hand_raise_at

    from leads
    left join signals
        on leads.lead_id = signals.lead_id

    group by leads.lead_id, leads.created_at

),

-- A stage's date is that of the earliest signal for it or for a later stage.
stage_dates as (

    select
        *,
        {{ earliest(signals_at) }} as mql_at,
        {{ earliest(signals_at[1:]) }} as sql_at,
        {{ earliest(signals_at[2:]) }} as opportunity_at,
        {{ earliest(signals_at[3:]) }} as commit_at,
        customer_signal_at as customer_at

    from first_signals

),

lead_stage_dates as (

    select
        stage_dates.lead_id,
        stage_dates.lead_at,
        {% for stage in stages -%}
        stage_dates.{{ stage }}_at,
        -- A stage is implied if its own signal is missing or later.
        coalesce(
            stage_dates.{{ stage }}_signal_at > stage_dates.{{ stage }}_at,
            stage_dates.{{ stage }}_at is not null
        ) as {{ stage }}_is_implied,
        {% endfor -%}
        stage_dates.first_hand_raise_at,
        first_deals.first_deal_created_at

    from stage_dates
    left join first_deals
        on stage_dates.lead_id = first_deals.lead_id

)

select * from lead_stage_dates
