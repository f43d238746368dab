-- One row per hand raise that asks for an answer: a lead's first, and its first after
-- each reopening. With the first answer, and how long it took.
with

hand_raises as (

    select * from {{ of_leads_to_recompute(ref('int_lead_hand_raises')) }}

),

leads as (

    select * from {{ of_leads_to_recompute(ref('int_leads')) }}

),

sales_touch_types as (

    select * from {{ ref('stg_touch_types') }}

    where is_outreach or default_channel = 'outbound_sales'

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where touch_type in (select types.touch_type from sales_touch_types as types)

),

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

first_raises as (

    select
        lead_id,
        min(raised_at) as raised_at

    from hand_raises

    group by lead_id, visit

),

answers as (

    select
        first_raises.lead_id,
        first_raises.raised_at,
        min(touchpoints.occurred_at) as answered_at

    from first_raises
    left join touchpoints
        on
            first_raises.lead_id = touchpoints.lead_id
            and first_raises.raised_at <= touchpoints.occurred_at

    group by first_raises.lead_id, first_raises.raised_at

),

hand_raises_answered as (

    select
        answers.lead_id,
        {{ known_segments({
            'channel': 'first_touch_channel', 'region': 'region', 'owner': 'owner',
        }, 'leads') }},
        {{ days_between('answers.raised_at', 'answers.answered_at') }} * 24
            as clock_hours_to_answer,
        {{ rate(
            '(' ~ business_microseconds('answers.answered_at', 'answer_days') ~ ' - ('
            ~ business_microseconds('answers.raised_at', 'raise_days') ~ '))',
            '3600000000'
        ) }} as hours_to_answer,
        leads.opportunity_at,
        answers.raised_at,
        answers.answered_at,
        {{ month_of('answers.raised_at') }} as month_start

    from answers
    inner join leads on answers.lead_id = leads.lead_id
    inner join calendar_days as raise_days
        on {{ local_date('answers.raised_at') }} = raise_days.calendar_date
    left join calendar_days as answer_days
        on {{ local_date('answers.answered_at') }} = answer_days.calendar_date

    where answers.raised_at <= coalesce(leads.customer_at, {{ never() }})

)

select * from hand_raises_answered
