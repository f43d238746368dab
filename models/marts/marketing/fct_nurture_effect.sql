-- One row per month of creation and program with a lead, and one for the leads of the
-- month that were not nurtured.
with

nurture_programs as (

    select * from {{ ref('int_lead_nurture_programs') }}

),

months as (

    select * from {{ ref('int_months') }}

),

program_counts as (

    select
        month_start,
        is_nurtured,
        program,
        count(*) as leads,
        {{ count_where('is_converted') }} as opportunities,
        {{ rate(count_where('is_converted'), 'count(*)') }} as opportunity_rate

    from nurture_programs

    group by month_start, is_nurtured, program

),

not_nurtured_counts as (

    select
        month_start,
        opportunity_rate

    from program_counts

    where not is_nurtured

),

nurture_effect as (

    select
        program_counts.month_start,
        program_counts.program,
        program_counts.leads,
        program_counts.opportunities,
        program_counts.opportunity_rate,
        {{ wilson_low('program_counts.opportunities', 'program_counts.leads') }}
            as rate_low,
        {{ wilson_high('program_counts.opportunities', 'program_counts.leads') }}
            as rate_high,
        {{
            rate(
                'program_counts.opportunity_rate', 'not_nurtured_counts.opportunity_rate'
            )
        }} - 1 as lift,
        program_counts.leads < 30 as is_small_sample,
        months.is_mature

    from program_counts
    inner join months
        on program_counts.month_start = months.month_start
    left join not_nurtured_counts
        on
            program_counts.is_nurtured
            and program_counts.month_start = not_nurtured_counts.month_start

)

select * from nurture_effect
