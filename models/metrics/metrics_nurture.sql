-- One row per lead that was no opportunity yet when the time for nurturing was over.
with

lead_programs as (

    select * from {{ ref('int_lead_programs') }}

),

leads as (

    select * from {{ ref('dim_leads') }}

),

-- A lead that several programs nurtured counts once.
metrics_nurture as (

    select distinct
        lead_programs.lead_id,
        leads.first_touch_channel as channel,
        leads.persona,
        coalesce(leads.region, 'unknown') as region,
        coalesce(leads.owner, 'unknown') as owner,
        lead_programs.is_nurtured,
        lead_programs.is_converted,
        lead_programs.month_start

    from lead_programs
    inner join leads
        on lead_programs.lead_id = leads.lead_id

)

select * from metrics_nurture
