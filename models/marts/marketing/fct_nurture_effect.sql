-- One row per month of creation and program with a lead, and one for the leads of the
-- month that were not nurtured.
{%- set groups = ['opportunities', 'leads', 'other_opportunities', 'other_leads'] %}
{%- set rate_of_others = 'max(case when not is_nurtured then opportunity_rate end)'
    ~ ' over (partition by month_start)' %}
with

nurture_programs as (

    select * from {{ ref('int_lead_nurture_programs') }}

),

months as (

    select * from {{ ref('int_months') }}

),

-- Beside each program those of the month and grade that were not nurtured.
strata as (

    select
        month_start,
        is_nurtured,
        program,
        count(*) as leads,
        {{ count_where('is_converted') }} as opportunities,
        sum({{ count_where('not is_nurtured') }})
            over (partition by month_start, fit_grade) as other_leads,
        sum({{ count_where('not is_nurtured and is_converted') }})
            over (partition by month_start, fit_grade) as other_opportunities

    from nurture_programs

    group by month_start, fit_grade, is_nurtured, program

),

twelve_months as (

    select
        months.month_start,
        months.is_mature,
        strata.is_nurtured,
        strata.program,
        {% for count in ['leads', 'opportunities'] -%}
        cast(
            sum(case when strata.month_start = months.month_start then {{ count }} end)
            as bigint
        ) as {{ count }},
        {% endfor -%}
        {{ pooled_lift(*groups) }} as lift_12m,
        {{ pooled_lift(*groups, z=-1.96) }} as lift_12m_low,
        {{ pooled_lift(*groups, z=1.96) }} as lift_12m_high

    from months
    inner join strata
        on {{ is_in_twelve_months('strata.month_start', 'months.month_start') }}

    group by months.month_start, is_mature, is_nurtured, program

),

program_rates as (

    select
        *,
        case when is_mature then leads end as mature_leads,
        {{ mature_rate('opportunities', 'leads') }} as opportunity_rate

    from twelve_months

    where leads > 0

),

nurture_effect as (

    select
        month_start,
        program,
        leads,
        opportunities,
        opportunity_rate,
        {{ wilson_low('opportunities', 'mature_leads') }} as rate_low,
        {{ wilson_high('opportunities', 'mature_leads') }} as rate_high,
        case when is_nurtured then {{ rate('opportunity_rate', rate_of_others) }} - 1 end
            as lift,
        leads < 30 as is_small_sample,
        is_mature,
        {% for lift in ['lift_12m', 'lift_12m_low', 'lift_12m_high'] -%}
        case when is_mature and is_nurtured then {{ lift }} end as {{ lift }}
        {{- ',' if not loop.last }}
        {% endfor %}
    from program_rates

)

select * from nurture_effect
