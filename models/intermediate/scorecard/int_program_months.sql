-- One row per month: the results of all programs together, by e-mail and nurturing.
{%- set groups = ['opportunities', 'leads', 'other_opportunities', 'other_leads'] %}
with

months as (

    select * from {{ ref('int_months_counted') }}

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
        fit_grade,
        is_nurtured,
        is_converted

    from nurture_programs

),

strata as (

    select
        month_start,
        {{ count_where('is_nurtured') }} as leads,
        {{ count_where('is_nurtured and is_converted') }} as opportunities,
        {{ count_where('not is_nurtured') }} as other_leads,
        {{ count_where('not is_nurtured and is_converted') }} as other_opportunities

    from nurtured_leads

    group by month_start, fit_grade

),

twelve_months as (

    select
        months.month_start,
        {{ pooled_lift(*groups) }} as nurture_lift,
        least(sum(leads), sum(other_leads)) as nurture_smaller_group

    from months
    inner join strata
        on {{ is_in_twelve_months('strata.month_start', 'months.month_start') }}

    group by months.month_start

),

program_months as (

    select
        months.month_start,
        {{ zero_filled('email_sums', ['opened', 'clicked', 'reached']) }},
        case when months.is_mature then twelve_months.nurture_lift end as nurture_lift,
        case
            when months.is_mature
                then cast(coalesce(twelve_months.nurture_smaller_group, 0) as bigint)
        end as nurture_smaller_group

    from months
    left join email_sums
        on months.month_start = email_sums.month_start
    left join twelve_months
        on months.month_start = twelve_months.month_start

)

select * from program_months
