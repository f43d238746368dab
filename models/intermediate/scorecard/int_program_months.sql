-- One row per month: the results of all programs together, by e-mail and nurturing.
with

months as (

    select * from {{ ref('int_months') }}

),

email_counts as (

    select * from {{ ref('int_email_counts_monthly') }}

),

nurture_programs as (

    select * from {{ ref('int_lead_nurture_programs') }}

),

email_sums as (

    select
        month_start,
        sum(opened) as opened,
        sum(clicked) as clicked,
        sum(reached) as reached

    from email_counts

    group by month_start

),

-- A lead that several programs nurtured counts once here.
nurtured_leads as (

    select distinct
        lead_id,
        month_start,
        is_nurtured,
        is_converted

    from nurture_programs

),

nurture_rates as (

    select
        month_start,
        {{
            rate(
                count_where('is_nurtured and is_converted'),
                count_where('is_nurtured')
            )
        }} as nurtured_rate,
        {{
            rate(
                count_where('not is_nurtured and is_converted'),
                count_where('not is_nurtured')
            )
        }} as not_nurtured_rate

    from nurtured_leads

    group by month_start

),

program_months as (

    select
        months.month_start,
        {{ zero_filled('email_sums', ['opened', 'clicked', 'reached']) }},
        {{ rate('nurture_rates.nurtured_rate', 'nurture_rates.not_nurtured_rate') }} - 1
            as nurture_lift

    from months
    left join email_sums
        on months.month_start = email_sums.month_start
    left join nurture_rates
        on months.month_start = nurture_rates.month_start

)

select * from program_months
