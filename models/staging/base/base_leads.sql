-- One row per raw row of leads: its text as it came, and its typed values.
with

leads as (

    select * from {{ raw('leads') }}

),

typed_leads as (

    select
        *,
        {{ try_number('employee_count') }} as employee_count_number,
        {{ try_number('annual_revenue') }} as annual_revenue_number,
        {{ try_number('budget') }} as budget_number,
        {{ try_number('age') }} as age_number,
        {{ try_number('income') }} as income_number,
        {{ try_boolean('is_deleted') }} as is_deleted_flag,
        {{ try_timestamp('created_at') }} as created_at_utc,
        {{ try_timestamp('updated_at') }} as updated_at_utc

    from {{ cleaned_rows('leads', 'leads') }}

),

changed_leads as (

    select * from {{ changed_raw_rows('leads', 'typed_leads') }}

)

select * from changed_leads
