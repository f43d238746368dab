-- One row per cohort, segment, later stage and months since in which leads reached it;
-- null for those that have not.
with

cohort_entries as (

    select * from {{ ref('int_lead_events') }}

    where event in ('lead', 'mql')

),

dated_conversions as (

    {% for stage in ['mql', 'sql', 'opportunity', 'commit', 'customer'] -%}
    select
        event as cohort_stage,
        month_start as cohort_month,
        channel,
        '{{ stage }}' as to_stage,
        {{ month_of(stage ~ '_at') }} as conversion_month

    from cohort_entries

    where event != '{{ stage }}'
    {{ "union all" if not loop.last }}

    {% endfor %}
),

lead_cohorts as (

    select
        *,
        {{ dbt.datediff('cohort_month', 'conversion_month', 'month') }} as months_since

    from dated_conversions

),

conversions as (

    select
        cohort_stage,
        cohort_month,
        {{ segment_columns(['channel']) }},
        to_stage,
        months_since,
        count(*) as leads

    from lead_cohorts

    group by {{
        grouped_by_segment(
            ['cohort_stage', 'cohort_month', 'to_stage', 'months_since'], ['channel']
        )
    }}

)

select * from conversions
