-- One row per lead: the version that counts, without e-mail address and name.
with

leads as (

    select * from {{ of_changed_leads(ref('stg_leads_classified')) }}

    where row_status = 'accepted'

),

lead_source_channels as (

    select * from {{ of_own_rules(ref('lead_source_channels')) }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

known_lead_sources as (

    select
        {{ rule_key('lead_source_channels.lead_source') }} as lead_source_key,
        channels.channel

    from lead_source_channels
    inner join channels
        on {{ rule_key('lead_source_channels.channel') }} = channels.channel_key

),

accepted_leads as (

    select
        leads.lead_id,
        leads.company_name,
        leads.job_title,
        leads.country,
        leads.region,
        leads.industry,
        known_lead_sources.channel as lead_source_channel,
        leads.owner,
        leads.employee_count_number as employee_count,
        leads.fit_score,
        leads.created_at_utc as created_at

    from leads
    left join known_lead_sources
        on lower(leads.lead_source) = known_lead_sources.lead_source_key

)

select * from accepted_leads
