-- One row per day of leads and lead source that no rule knows: how many leads.
with

leads as (

    select * from {{ ref('stg_leads_classified') }}

    where row_status = 'accepted'

),

lead_sources as (

    select * from {{ ref('stg_lead_sources') }}

),

looked_up_lead_sources as (

    select
        case
            when lead_sources.lead_source_key is null
                then {{ lookup_key('leads.lead_source') }}
        end as lead_source,
        {{ local_date('leads.created_at_utc') }} as event_date

    from leads
    left join lead_sources
        on {{ lookup_key('leads.lead_source') }} = lead_sources.lead_source_key

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
