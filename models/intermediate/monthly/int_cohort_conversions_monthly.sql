-- One row per cohort, segment, later stage and months since in which leads reached it.
with

lead_cohorts as (

    select * from {{ ref('int_lead_cohorts') }}

),

conversions as (

    select
        cohort_stage,
        cohort_month,
        {{ segment_columns(['channel']) }},
        to_stage,
        months_since,
        count(*) as converted

    from lead_cohorts

    group by {{
        grouped_by_segment(
            ['cohort_stage', 'cohort_month', 'to_stage', 'months_since'], ['channel']
        )
    }}

)

select * from conversions
