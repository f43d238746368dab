-- One row per band of the score that leads had 30 days after their creation.
with

leads as (

    select * from {{ ref('int_lead_scores_dated') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

scored_leads as (

    select
        lead_at,
        fit_score + thirty_days_engagement as score,
        {{ is_within_days('opportunity_at', 'lead_at', var('conversion_window_days')) }}
            as is_opportunity,
        {{ is_within_days('customer_at', 'lead_at', var('conversion_window_days')) }}
            as is_customer

    from leads

),

-- As old as a mature month: younger leads may still buy within their window.
leads_old_enough as (

    select
        case
            when scored_leads.score < 0 then '<0'
            {% for low in [0, 20, 40, 60, 80] -%}
            when scored_leads.score < {{ low + 20 }} then '{{ low }}-{{ low + 19 }}'
            {% endfor -%}
            else '100+'
        end as score_band,
        scored_leads.is_opportunity,
        scored_leads.is_customer

    from scored_leads
    cross join report_date

    where
        {{
            date_after(
                'day', var('conversion_window_days'), local_date('scored_leads.lead_at')
            )
        }} <= report_date.as_of_date

),

band_counts as (

    select
        score_band,
        count(*) as leads,
        {{ count_where('is_opportunity') }} as opportunities,
        {{ count_where('is_customer') }} as customers

    from leads_old_enough

    group by score_band

),

score_bands as (

    select
        score_band,
        leads,
        opportunities,
        customers,
        {{ rate('opportunities', 'leads') }} as opportunity_rate,
        {{ wilson_low('opportunities', 'leads') }} as opportunity_rate_low,
        {{ wilson_high('opportunities', 'leads') }} as opportunity_rate_high,
        {{ rate('customers', 'leads') }} as customer_rate,
        {{ wilson_low('customers', 'leads') }} as customer_rate_low,
        {{ wilson_high('customers', 'leads') }} as customer_rate_high

    from band_counts

)

select * from score_bands
