-- One row per lead: the version that counts, without e-mail address and name.
with

leads as (

    select * from {{ of_changed_leads(ref('stg_leads_classified')) }}

    where row_status = 'accepted'

),

lead_sources as (

    select * from {{ ref('stg_lead_sources') }}

),

accepted_leads as (

    select
        leads.lead_id,
        leads.company_name,
        leads.job_title,
        leads.country,
        leads.region,
        leads.industry,
        lead_sources.channel as lead_source_channel,
        leads.owner,
        leads.employee_count_number as employee_count,
        leads.fit_score,
        leads.created_at_utc as created_at

    from leads
    left join lead_sources
        on {{ lookup_key('leads.lead_source') }} = lead_sources.lead_source_key

)

select * from accepted_leads
