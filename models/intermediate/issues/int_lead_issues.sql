-- One row per issue of a raw row of leads.
with

leads as (

    select * from {{ ref('stg_leads_classified') }}

    where {{ is_changed('lead_id', 'stg_changed_leads') }} or lead_id is null

),

flagged as (

    select
        *,
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

),

issues as (

    {{ issues('leads', 'flagged', ['invalid_optional_value'], keys=['lead_id']) }}

)

select * from issues
