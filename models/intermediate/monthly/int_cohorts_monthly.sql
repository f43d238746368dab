-- One row per cohort (leads or MQLs of a month), segment, later stage and months since.
{%- set later_stages = ['mql', 'sql', 'opportunity', 'commit', 'customer'] %}
with

cohort_entries as (

    select * from {{ ref('int_lead_events') }}

    where event in ('lead', 'mql')

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

cohort_sizes as (

    select
        event as cohort_stage,
        month_start as cohort_month,
        {{ segment_columns(['channel']) }},
        count(*) as cohort_size

    from cohort_entries

    group by {{ grouped_by_segment(['event', 'month_start'], ['channel']) }}

),

later_stages as (

    {% for stage in later_stages -%}
    select '{{ stage }}' as to_stage
    {{ "union all" if not loop.last }}
    {% endfor %}
),

spans as (

    select cast(numbers.generated_number as integer) - 1 as months_since
    from ({{ dbt_utils.generate_series(13) }}) as numbers

),

cohorts as (

    select
        cohort_sizes.cohort_stage,
        cohort_sizes.cohort_month,
        cohort_sizes.segment_type,
        cohort_sizes.segment,
        later_stages.to_stage,
        spans.months_since,
        cohort_sizes.cohort_size,
        -- Whether the last of its months had ended by as_of_date.
        {{
            date_after('month', 'spans.months_since + 1', 'cohort_sizes.cohort_month')
        }} <= {{ date_after('day', 1, 'report_date.as_of_date') }} as is_over

    from cohort_sizes
    inner join later_stages
        on cohort_sizes.cohort_stage != later_stages.to_stage
    cross join spans
    cross join report_date

)

select * from cohorts
