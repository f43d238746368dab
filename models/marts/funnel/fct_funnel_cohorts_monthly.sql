-- One row per cohort, segment, later stage and months since: how many leads had reached
-- the stage by then.
with

cohorts as (

    select * from {{ ref('int_cohorts_monthly') }}

),

conversions as (

    select * from {{ ref('int_cohort_conversions_monthly') }}

),

cumulative_conversions as (

    select
        cohorts.*,
        cast(
            sum(coalesce(conversions.converted, 0)) over (
                partition by
                    cohorts.cohort_stage,
                    cohorts.cohort_month,
                    cohorts.segment_type,
                    cohorts.segment,
                    cohorts.to_stage
                order by cohorts.months_since asc
                rows between unbounded preceding and current row
            ) as bigint
        ) as converted

    from cohorts
    left join conversions
        on
            cohorts.cohort_stage = conversions.cohort_stage
            and cohorts.cohort_month = conversions.cohort_month
            and cohorts.segment_type = conversions.segment_type
            and cohorts.segment = conversions.segment
            and cohorts.to_stage = conversions.to_stage
            and cohorts.months_since = conversions.months_since

),

funnel_cohorts as (

    select
        cohort_stage,
        cohort_month,
        segment_type,
        segment,
        to_stage,
        cast(months_since as bigint) as months_since,
        cohort_size,
        converted,
        case when is_over then {{ rate('converted', 'cohort_size') }} end
            as conversion_rate

    from cumulative_conversions

    where {{ is_from_first_month('cohort_month') }}

)

select * from funnel_cohorts
