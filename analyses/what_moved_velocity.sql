-- One row per cause: what moved the company's velocity in the latest three
-- complete months, and how much of it the pipeline really gave.
-- All causes together are the change. It says which factor changed, not why.
with

causes as (

    select * from {{ ref('fct_velocity_causes_monthly') }}

    where segment_type = 'company'

),

velocities as (

    select * from {{ ref('fct_pipeline_velocity_monthly') }}

    where segment_type = 'company' and is_complete

),

latest_months as (

    select
        month_start,
        velocity_per_day,
        velocity_capture,
        stale_sqls,
        row_number() over (order by month_start desc) as age

    from velocities

),

latest_month as (

    select * from latest_months

    where age = 1

),

contributions as (

    select
        causes.cause,
        sum(causes.contribution) as contribution

    from causes
    inner join latest_months
        on causes.month_start = latest_months.month_start

    where latest_months.age <= 3

    group by causes.cause

),

movements as (

    select
        contributions.cause,
        contributions.contribution,
        latest_month.velocity_per_day,
        latest_month.velocity_capture,
        latest_month.stale_sqls

    from contributions
    cross join latest_month

    order by abs(contributions.contribution) desc

)

select * from movements
