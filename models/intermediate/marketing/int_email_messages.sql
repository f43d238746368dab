-- One row per message: the e-mail touches of one lead with the same program and asset.
with

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where email_event is not null and lead_id is not null

),

messages as (

    select
        lead_id,
        coalesce(program, 'unknown') as program,
        coalesce(asset, 'unknown') as asset,
        {{ month_of('min(occurred_at)') }} as month_start,
        {{ count_where("email_event = 'sent'") }} > 0 as is_sent,
        {{ count_where("email_event = 'delivered'") }} > 0 as is_delivered,
        {{ count_where("email_event = 'opened'") }} > 0 as is_opened,
        {{ count_where("email_event = 'clicked'") }} > 0 as is_clicked,
        {{ count_where("email_event = 'unsubscribed'") }} > 0 as is_unsubscribed,
        {{ count_where("email_event = 'machine_opened'") }} > 0 as is_machine_opened

    from touchpoints

    group by lead_id, coalesce(program, 'unknown'), coalesce(asset, 'unknown')

)

select * from messages
