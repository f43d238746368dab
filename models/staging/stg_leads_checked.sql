-- One row per raw row of leads: whether it is a version of a lead at all.
with

leads as (

    select * from {{ ref('base_leads') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

checked_leads as (

    select
        leads.*,
        case
            when leads.lead_id is null then 'missing_id'
            -- A deletion needs only its id.
            when leads.is_deleted_flag then null
            when leads.created_at is null then 'missing_timestamp'
            when leads.created_at_utc is null then 'invalid_timestamp'
        end as row_rejected_for,
        coalesce(leads.created_at_utc >= report_date.report_end_at, false) as is_later

    from leads
    cross join report_date

),

possible_versions as (

    select
        *,
        row_rejected_for is null and not is_later as is_version

    from checked_leads

)

select * from possible_versions
