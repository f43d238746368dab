-- One row per cohort, segment, later stage and months since: how many leads had reached
-- the stage by then.
with

conversions as (

    select * from {{ ref('int_cohort_conversions_monthly') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

spans as (

    select cast(numbers.generated_number as integer) - 1 as months_since
    from ({{ dbt_utils.generate_series(13) }}) as numbers

),

cohorts as (

    select
        conversions.cohort_stage,
        conversions.cohort_month,
        conversions.segment_type,
        conversions.segment,
        conversions.to_stage,
        spans.months_since,
        sum(conversions.leads) as cohort_size,
        sum(
            case
                when conversions.months_since <= spans.months_since
                    then conversions.leads
                else 0
            end
        ) as converted

    from conversions
    cross join spans

    group by
        conversions.cohort_stage,
        conversions.cohort_month,
        conversions.segment_type,
        conversions.segment,
        conversions.to_stage,
        spans.months_since

),

funnel_cohorts as (

    select
        cohorts.cohort_stage,
        cohorts.cohort_month,
        cohorts.segment_type,
        cohorts.segment,
        cohorts.to_stage,
        cast(cohorts.months_since as bigint) as months_since,
        cast(cohorts.cohort_size as bigint) as cohort_size,
        cast(cohorts.converted as bigint) as converted,
        -- Only once the last of its months has ended by as_of_date.
        case
            when
                {{
                    date_after('month', 'cohorts.months_since + 1', 'cohorts.cohort_month')
                }} <= {{ date_after('day', 1, 'report_date.as_of_date') }}
                then {{ rate('cohorts.converted', 'cohorts.cohort_size') }}
        end as conversion_rate

    from cohorts
    cross join report_date

    where {{ is_from_first_month('cohorts.cohort_month') }}

)

select * from funnel_cohorts
