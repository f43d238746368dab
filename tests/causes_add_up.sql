-- One row per month and segment in which the causes of a change do not add up to it.
with

velocity_causes as (

    select
        month_start,
        segment_type,
        segment,
        count(*) as causes,
        sum(contribution) as explained,
        max(velocity - previous_velocity) as change,
        1e-9 * (max(velocity) + sum(abs(contribution))) as tolerance

    from {{ ref('fct_velocity_causes_monthly') }}

    group by month_start, segment_type, segment

),

unexplained_changes as (

    select * from velocity_causes

    where causes != 4 or abs(explained - change) > tolerance

)

select * from unexplained_changes
