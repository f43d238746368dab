-- One row per raw row of leads: its status.
with

leads as (

    select * from {{ ref('stg_leads_versioned') }}

),

rules_met as (

    select * from {{ ref('stg_lead_rules_met') }}

),

ruled_leads as (

    select
        leads.*,
        rules_met.fit_score,
        case
            when leads.row_rejected_for is not null then leads.row_rejected_for
            when leads.is_version and leads.version_rank = 1 and rules_met.is_excluded
                then 'excluded'
        end as rejected_for

    from leads
    left join rules_met
        on leads.lead_id = rules_met.lead_id

),

classified_leads as (

    select
        *,
        {{ row_status('version_number > 1', 'is_deleted_flag') }} as row_status

    from ruled_leads

)

select * from classified_leads
