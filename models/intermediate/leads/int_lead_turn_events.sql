-- One row per lead, moment and effect of what can take a lead out of the funnel or back.
with

leads as (

    select * from {{ ref('stg_leads') }}

),

status_changes as (

    select * from {{ ref('stg_lead_status_changes') }}

),

deals as (

    select * from {{ ref('int_deals_staged') }}

    where lead_id is not null

),

interactions as (

    select * from {{ ref('int_touchpoints_scored') }}

    where lead_id is not null and is_interaction

),

-- A lost deal takes its lead out, but not while another deal is open or won.
last_losses as (

    select
        lost_deals.lead_id,
        lost_deals.closed_at

    from deals as lost_deals
    left join deals as other_deals
        on
            lost_deals.lead_id = other_deals.lead_id
            and lost_deals.deal_id <> other_deals.deal_id
            and (
                (
                    other_deals.opportunity_at <= lost_deals.closed_at
                    and (
                        other_deals.closed_at > lost_deals.closed_at
                        or other_deals.closed_at is null
                    )
                )
                or (
                    other_deals.is_won
                    and other_deals.closed_at <= lost_deals.closed_at
                )
            )

    where lost_deals.is_lost and other_deals.deal_id is null

),

turn_events as (

    select
        lead_id,
        changed_at as occurred_at,
        case when status in ('mql', 'sql') then 'reopened' else status end as effect

    from status_changes

    where status <> 'ignored'

    union distinct

    select
        lead_id,
        closed_at as occurred_at,
        'recycled' as effect

    from last_losses

    union distinct

    select
        lead_id,
        created_at as occurred_at,
        'reopened' as effect

    from deals

    union distinct

    -- An interaction brings a recycled lead back, but no disqualified one.
    select
        lead_id,
        occurred_at,
        'revived' as effect

    from interactions

),

counting_events as (

    select
        turn_events.lead_id,
        turn_events.occurred_at,
        turn_events.effect

    from turn_events
    inner join leads
        on
            turn_events.lead_id = leads.lead_id
            and turn_events.occurred_at >= leads.created_at

)

select * from counting_events
