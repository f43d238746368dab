-- One row per lead: the version that counts. E-mail addresses and names stay behind.
with

leads as (

    select * from {{ of_changed_leads(ref('stg_leads_judged')) }}

    where verdict = 'accepted'

),

lead_source_channels as (

    select * from {{ ref('lead_source_channels') }}

),

channels as (

    select * from {{ ref('stg_channels') }}

),

accepted_leads as (

    select
        leads.lead_id,
        leads.company_name,
        leads.job_title,
        leads.country,
        leads.region,
        leads.industry,
        channels.channel as lead_source_channel,
        leads.owner,
        leads.employee_count_number as employee_count,
        leads.fit_score,
        leads.created_at_utc as created_at

    from leads
    left join lead_source_channels
        on
            lower(leads.lead_source)
            = {{ rule_key('lead_source_channels.lead_source') }}
    left join channels
        on {{ rule_key('lead_source_channels.channel') }} = channels.channel_key

)

select * from accepted_leads
