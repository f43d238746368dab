-- One row per lead that was no opportunity yet when the time for nurturing was over.
with

nurture_programs as (

    select * from {{ ref('int_lead_nurture_programs') }}

),

leads as (

    select * from {{ ref('dim_leads') }}

),

-- A lead that several programs nurtured counts once.
metrics_nurture as (

    select distinct
        nurture_programs.lead_id,
        leads.first_touch_channel as channel,
        leads.persona,
        coalesce(leads.region, 'unknown') as region,
        coalesce(leads.owner, 'unknown') as owner,
        nurture_programs.is_nurtured,
        nurture_programs.is_converted,
        nurture_programs.month_start

    from nurture_programs
    inner join leads
        on nurture_programs.lead_id = leads.lead_id

)

select * from metrics_nurture
