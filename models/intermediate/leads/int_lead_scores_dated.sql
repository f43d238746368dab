-- One row per lead: its engagement at the end of the month of its creation (or of the
-- report), and some days after its creation.
with

leads as (

    select * from {{ of_leads_to_recompute(ref('int_leads')) }}

),

months as (

    select * from {{ ref('int_months_known') }}

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    where points != 0

),

dated_leads as (

    select
        *,
        {{ month_of('lead_at') }} as month_start

    from leads

),

dated_scores as (

    select
        dated_leads.lead_id,
        dated_leads.month_start,
        dated_leads.first_touch_channel as channel,
        dated_leads.persona,
        dated_leads.fit_score,
        {{
            points_where('touchpoints.occurred_at < months.month_end_at')
        }} as month_end_engagement,
        {% for days in score_landmarks() -%}
        {{
            points_where(
                'touchpoints.occurred_at <= '
                ~ dbt.dateadd('day', days, 'dated_leads.lead_at')
            )
        }} as day_{{ days }}_engagement,
        {% endfor -%}
        dated_leads.lead_at,
        dated_leads.opportunity_at

    from dated_leads
    inner join months
        on dated_leads.month_start = months.month_start
    left join touchpoints
        on dated_leads.lead_id = touchpoints.lead_id

    group by
        dated_leads.lead_id,
        dated_leads.month_start,
        dated_leads.first_touch_channel,
        dated_leads.persona,
        dated_leads.fit_score,
        dated_leads.lead_at,
        dated_leads.opportunity_at

)

select * from dated_scores
