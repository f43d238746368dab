-- One row per lead and program that nurtured it; one per lead that none did. Only leads
-- that were not yet an opportunity when the time for nurturing was over.
{%- set no_program = "'not nurtured'" %}
with

leads as (

    select * from {{ of_leads_to_recompute(ref('int_leads')) }}

),

touchpoints as (

    select * from {{ of_leads_to_recompute(ref('int_touchpoints_scored')) }}

    -- `not nurtured` means no program, so no program can have that name.
    where program != {{ no_program }} and lead_id is not null

),

dated_leads as (

    select
        *,
        {{ month_of('lead_at') }} as month_start,
        {{ dbt.dateadd('day', var('nurture_days'), 'lead_at') }} as nurture_end_at

    from leads

),

unconverted_leads as (

    select
        lead_id,
        month_start,
        {{ fit_grade('fit_score') }} as fit_grade,
        lead_at,
        nurture_end_at,
        coalesce(
            {{
                is_within_days('opportunity_at', 'lead_at', var('conversion_window_days'))
            }},
            false
        ) as is_converted

    from dated_leads

    where opportunity_at > nurture_end_at or opportunity_at is null

),

programs as (

    select distinct
        touchpoints.lead_id,
        touchpoints.program

    from touchpoints
    inner join unconverted_leads
        on
            touchpoints.lead_id = unconverted_leads.lead_id
            and touchpoints.occurred_at >= unconverted_leads.lead_at
            and touchpoints.occurred_at < unconverted_leads.nurture_end_at

),

nurture_programs as (

    select
        unconverted_leads.lead_id,
        unconverted_leads.month_start,
        unconverted_leads.fit_grade,
        programs.program is not null as is_nurtured,
        coalesce(programs.program, {{ no_program }}) as program,
        unconverted_leads.is_converted

    from unconverted_leads
    left join programs
        on unconverted_leads.lead_id = programs.lead_id

)

select * from nurture_programs
