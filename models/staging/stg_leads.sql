-- One row per lead: the version that counts. E-mail addresses and names stay behind.
with

leads as (

    select * from {{ of_changed_leads(ref('stg_leads_judged')) }}

    where verdict = 'accepted'

),

accepted_leads as (

    select
        lead_id,
        company_name,
        job_title,
        country,
        region,
        industry,
        lead_source,
        owner,
        employee_count_number as employee_count,
        fit_score,
        created_at_utc as created_at

    from leads

)

select * from accepted_leads
