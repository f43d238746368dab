-- One row per lead, cohort (leads or MQLs of a month) and later stage that it reached.
with

cohort_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

    where stage in ('lead', 'mql')

),

later_entries as (

    select * from {{ ref('int_lead_stage_entries') }}

    where stage != 'lead'

),

lead_cohorts as (

    select
        cohort_entries.lead_id,
        cohort_entries.stage as cohort_stage,
        cohort_entries.month_start as cohort_month,
        cohort_entries.channel,
        later_entries.stage as to_stage,
        {{
            dbt.datediff(
                'cohort_entries.month_start', 'later_entries.month_start', 'month'
            )
        }} as months_since

    from cohort_entries
    inner join later_entries
        on
            cohort_entries.lead_id = later_entries.lead_id
            and cohort_entries.stage != later_entries.stage

)

select * from lead_cohorts
