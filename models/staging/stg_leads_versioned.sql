-- One row per raw row of leads: whether it is a version of a lead, and which counts.
{%- set versions %}
    partition by lead_id, row_rejected_for, is_later order by {{ version_order('leads') }}
{%- endset %}
with

leads as (

    select * from {{ ref('base_leads') }}

    where {{ is_changed('lead_id', 'stg_changed_leads') }} or lead_id is null

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

versioned_leads as (

    select
        checked_leads.*,
        checked_leads.row_rejected_for is null
        and not checked_leads.is_later as is_version,
        row_number() over ({{ versions }}) as version_number,
        -- Rows identical to the one that counts share its rank.
        rank() over ({{ versions }}) as version_rank

    from checked_leads
    cross join report_date

)

select * from versioned_leads
