-- One row per lead, time and effect: what takes leads out of the funnel or back.
{%- set status_effect %}
    case when status in ('mql', 'sql') then 'reopened' else status end
{%- endset %}
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

status_changes as (

    select * from {{ of_leads_to_recompute(ref('stg_lead_status_changes')) }}

    where status != 'ignored'

),

deals as (

    select * from {{ of_leads_to_recompute(ref('int_deals_staged')) }}

    where lead_id is not null and not is_credit

),

lost_deals as (

    select * from deals
    where is_lost

),

-- A lost deal takes its lead out, but not while another deal is open or won.
last_losses as (

    select
        lost_deals.lead_id,
        lost_deals.closed_at
    from lost_deals
    left join deals
        on
            lost_deals.lead_id = deals.lead_id
            and lost_deals.deal_id != deals.deal_id
            and {{ is_open_or_won_at('deals', 'lost_deals.closed_at') }}
    where deals.deal_id is null

),

interactions as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where
        is_interaction
        and lead_id in (
            select status_changes.lead_id from status_changes
            union all
            select last_losses.lead_id from last_losses
        )

),

status_events as (

    -- An interaction (revived) brings a recycled lead back, but no disqualified one.
    {% for source, timestamp, effect in [
        ('status_changes', 'changed_at', status_effect),
        ('last_losses', 'closed_at', "'recycled'"),
        ('deals', 'created_at', "'reopened'"),
        ('interactions', 'occurred_at', "'revived'"),
    ] -%}
    select
        lead_id,
        {{ timestamp }} as occurred_at,
        {{ effect }} as effect

    from {{ source }}
    {{ "union distinct" if not loop.last }}

    {% endfor %}
),

counting_events as (

    select
        status_events.lead_id,
        status_events.occurred_at,
        status_events.effect
    from status_events
    inner join leads
        on
            status_events.lead_id = leads.lead_id
            and status_events.occurred_at >= leads.created_at

)

select * from counting_events
