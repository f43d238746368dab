-- One row per deal and event: it became an opportunity, was won or was lost; or the
-- close of a credit. With the deal's segments, and its lead's touches up to the close.
with

deals as (

    select * from {{ ref('int_deals') }}

),

touch_counts as (

    select * from {{ ref('int_won_deal_touch_counts') }}

),

events as (

    {% for event, occurred_at, condition in [
        ('opportunity', 'opportunity_at', 'opportunity_at is not null'),
        ('won', 'closed_at', 'is_won'),
        ('lost', 'closed_at', 'is_lost'),
        ('credit', 'closed_at', 'is_credit and closed_at is not null'),
    ] -%}
    select
        *,
        '{{ event }}' as event,
        {{ occurred_at }} as occurred_at

    from deals

    where {{ condition }}
    {{ "union all" if not loop.last }}

    {% endfor %}
),

deal_events as (

    select
        events.deal_id,
        events.lead_id,
        events.event,
        {{ known_segments(deal_segments(), 'events') }},
        events.campaign,
        events.stage,
        events.amount,
        events.cycle_days,
        coalesce(touch_counts.interactions, 0) as interactions,
        coalesce(touch_counts.marketing_touches, 0) as marketing_touches,
        coalesce(touch_counts.influencing_touches > 0, false) as is_influenced,
        events.is_open,
        events.is_new_customer,
        events.is_expansion,
        events.is_marketing_sourced,
        events.created_at,
        events.closed_at,
        events.expected_close_at,
        events.occurred_at,
        {{ month_of('events.occurred_at') }} as month_start

    from events
    left join touch_counts
        on
            events.event in ('won', 'credit')
            and events.deal_id = touch_counts.deal_id

)

select * from deal_events
