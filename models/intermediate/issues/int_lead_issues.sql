-- One row per issue of a raw row of leads.
with

leads as (

    select * from {{ ref('stg_leads_classified') }}

    where {{ is_changed('lead_id', 'stg_changed_leads') }} or lead_id is null

),

lead_sources as (

    select * from {{ ref('stg_lead_sources') }}

),

flagged as (

    select
        leads.*,
        leads.lead_source is not null and lead_sources.lead_source_key is null
            as unknown_lead_source,
        {{
            any_invalid([
                ('updated_at', 'updated_at_utc'),
                ('employee_count', 'employee_count_number'),
                ('annual_revenue', 'annual_revenue_number'),
                ('budget', 'budget_number'),
                ('age', 'age_number'),
                ('income', 'income_number'),
                ('is_deleted', 'is_deleted_flag'),
            ])
        }} as invalid_optional_value

    from leads
    left join lead_sources
        on {{ lookup_key('leads.lead_source') }} = lead_sources.lead_source_key

),

issues as (

    {{
        issues(
            'leads',
            'flagged',
            ['unknown_lead_source', 'invalid_optional_value'],
            keys=['lead_id']
        )
    }}

)

select * from issues
