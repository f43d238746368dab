-- One row per lead: its outcomes as MQL and customer, and whether it is in the funnel.
{%- set answered_at = earliest(['sql_at', 'mql_disqualified_at', 'mql_sent_back_at']) %}
{%- set is_answered = is_within_days(
    answered_at, 'stage_dates.mql_at', var('conversion_window_days')
) %}
{%- set left_as_mql = 'occurred_at >= stage_dates.mql_at' %}
with

stage_dates as (

    select * from {{ of_leads_to_recompute(ref('int_lead_stage_dates')) }}

),

hand_raises as (

    select * from {{ of_leads_to_recompute(ref('int_lead_hand_raises')) }}

),

funnel_status as (

    select * from {{ of_leads_to_recompute(ref('int_lead_funnel_status')) }}

),

raises as (

    select
        stage_dates.lead_id,
        {{ first_where('hand_raises.is_after_product_use', 'hand_raises.raised_at') }}
            as product_hand_raise_at,
        {{
            first_where(
                'hand_raises.raised_at > stage_dates.customer_at', 'hand_raises.raised_at'
            )
        }} as service_qualified_at,
        {{
            first_where(
                'hand_raises.raised_at >= stage_dates.mql_at', 'hand_raises.raised_at'
            )
        }} as mql_hand_raise_at

    from stage_dates
    inner join hand_raises on stage_dates.lead_id = hand_raises.lead_id

    group by stage_dates.lead_id

),

leavings as (

    select
        stage_dates.lead_id,
        {{ first_where(left_as_mql ~ " and state = 'disqualified'", 'occurred_at') }}
            as mql_disqualified_at,
        {{ first_where(left_as_mql ~ " and state = 'recycled'", 'occurred_at') }}
            as mql_sent_back_at,
        max(case when funnel_status.is_latest then funnel_status.state end) as state

    from stage_dates
    inner join funnel_status on stage_dates.lead_id = funnel_status.lead_id

    group by stage_dates.lead_id

),

lead_outcomes as (

    select
        stage_dates.lead_id,
        -- A hand raise after the purchase does not make a PQL.
        case
            when
                raises.product_hand_raise_at
                < coalesce(stage_dates.customer_at, {{ never() }})
                then raises.product_hand_raise_at
        end as pql_at,
        raises.service_qualified_at,
        raises.mql_hand_raise_at,
        leavings.mql_disqualified_at,
        case
            when not {{ is_answered }} then null
            when stage_dates.sql_at = {{ answered_at }} then 'accepted'
            when leavings.mql_disqualified_at = {{ answered_at }} then 'rejected'
            when leavings.mql_sent_back_at = {{ answered_at }} then 'sent_back'
        end as mql_disposition,
        case when {{ is_answered }} then {{ answered_at }} end as mql_disposition_at,
        coalesce(leavings.state, 'in_funnel') as state

    from stage_dates
    left join raises on stage_dates.lead_id = raises.lead_id
    left join leavings on stage_dates.lead_id = leavings.lead_id

)

select * from lead_outcomes
