-- One row per lead: its engagement at the end of the month of its creation (or of the
-- report), and 30 days after its creation.
with

leads as (

    select
        *,
        {{ month_of('lead_at') }} as month_start,
        {{ dbt.dateadd('day', 30, 'lead_at') }} as thirty_days_at

    from {{ ref('int_leads') }}

),

months as (

    select * from {{ ref('int_months') }}

),

touchpoints as (

    select * from {{ ref('int_touchpoints_scored') }}

    where points <> 0

),

dated_scores as (

    select
        leads.lead_id,
        leads.month_start,
        leads.first_touch_channel as channel,
        leads.persona,
        leads.fit_score,
        coalesce(
            sum(
                case
                    when touchpoints.occurred_at < months.month_end_at
                        then touchpoints.points
                end
            ),
            0
        ) as month_end_engagement,
        coalesce(
            sum(
                case
                    when touchpoints.occurred_at <= leads.thirty_days_at
                        then touchpoints.points
                end
            ),
            0
        ) as thirty_days_engagement,
        leads.lead_at,
        leads.opportunity_at,
        leads.customer_at

    from leads
    inner join months
        on leads.month_start = months.month_start
    left join touchpoints
        on leads.lead_id = touchpoints.lead_id

    group by
        leads.lead_id,
        leads.month_start,
        leads.first_touch_channel,
        leads.persona,
        leads.fit_score,
        leads.lead_at,
        leads.opportunity_at,
        leads.customer_at

)

select * from dated_scores
