-- One row per public holiday.
with

holidays as (

    select * from {{ of_own_rules(ref('holidays')) }}

),

typed_holidays as (

    select cast({{ rule_text('holiday_date') }} as date) as holiday_date

    from holidays

)

select * from typed_holidays
