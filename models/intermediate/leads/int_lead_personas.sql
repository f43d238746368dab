-- One row per lead: the persona of the first rule that it fits.
with

leads as (

    select * from {{ of_leads_to_recompute(ref('stg_leads')) }}

),

personas as (

    select * from {{ ref('stg_personas') }}

),

-- Many leads share a title and a size: each pair is looked up once.
lead_kinds as (

    select distinct
        job_title,
        employee_count

    from leads

),

matched_kinds as (

    select
        lead_kinds.job_title,
        lead_kinds.employee_count,
        personas.persona,
        row_number() over (
            partition by lead_kinds.job_title, lead_kinds.employee_count
            order by personas.priority asc
        ) as match_number

    from lead_kinds
    inner join personas
        on
            (
                personas.job_title_pattern is null
                or lower(lead_kinds.job_title) like personas.job_title_pattern
            )
            and (
                personas.min_employees is null
                or lead_kinds.employee_count >= personas.min_employees
            )
            and (
                personas.max_employees is null
                or lead_kinds.employee_count <= personas.max_employees
            )

),

lead_personas as (

    select
        leads.lead_id,
        coalesce(matched_kinds.persona, 'other') as persona

    from leads
    left join matched_kinds
        on
            coalesce(leads.job_title, '') = coalesce(matched_kinds.job_title, '')
            and coalesce(leads.employee_count, -1e300)
            = coalesce(matched_kinds.employee_count, -1e300)
            and matched_kinds.match_number = 1

)

select * from lead_personas
