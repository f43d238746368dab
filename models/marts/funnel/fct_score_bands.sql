-- One row per band of the score that leads had 30 days after they came.
with

leads as (

    select
        *,
        fit_score + thirty_days_engagement as score

    from {{ ref('int_lead_scores_dated') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

-- Old enough as a month is mature: younger leads may still buy within their window.
leads_old_enough as (

    select
        case
            when leads.score < 0 then '<0'
            {% for low in [0, 20, 40, 60, 80] -%}
            when leads.score < {{ low + 20 }} then '{{ low }}-{{ low + 19 }}'
            {% endfor -%}
            else '100+'
        end as score_band,
        {{
            is_within_days(
                'leads.opportunity_at', 'leads.lead_at', var('conversion_window_days')
            )
        }} as is_opportunity,
        {{
            is_within_days(
                'leads.customer_at', 'leads.lead_at', var('conversion_window_days')
            )
        }} as is_customer

    from leads
    cross join report_date

    where
        {{
            dbt.dateadd(
                'day', var('conversion_window_days'), local_date('leads.lead_at')
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
