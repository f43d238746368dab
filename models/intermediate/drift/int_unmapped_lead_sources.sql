-- One row per day of leads and lead source that no rule knows: how many leads.
with

leads as (

    select * from {{ ref('stg_leads_classified') }}

    where row_status = 'accepted'

),

lead_source_channels as (

    select * from {{ of_own_rules(ref('lead_source_channels')) }}

),

known_lead_sources as (

    select {{ rule_key('lead_source') }} as lead_source_key

    from lead_source_channels

),

looked_up_lead_sources as (

    select
        case
            when known_lead_sources.lead_source_key is null
                then lower(leads.lead_source)
        end as lead_source,
        {{ local_date('leads.created_at_utc') }} as event_date

    from leads
    left join known_lead_sources
        on lower(leads.lead_source) = known_lead_sources.lead_source_key

),

unmapped_lead_sources as (

    select
        'leads' as source_table,
        lead_source,
        event_date,
        count(*) as records

    from looked_up_lead_sources

    group by lead_source, event_date

)

select * from unmapped_lead_sources
