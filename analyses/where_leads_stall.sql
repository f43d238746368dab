-- One row per stage: what became of the leads that entered it in the twelve latest
-- months, and how many of them have been there for too long.
with

dropoff as (

    select * from {{ ref('fct_stage_dropoff_monthly') }}

    where segment_type = 'company'

),

latest_months as (

    select distinct month_start from dropoff

    order by month_start desc

    limit 12

),

stages as (

    select
        dropoff.stage,
        sum(dropoff.entered) as entered,
        sum(dropoff.advanced) as advanced,
        sum(dropoff.recycled) as recycled,
        sum(dropoff.disqualified) as disqualified,
        sum(dropoff.still_open) as still_open,
        sum(dropoff.stalled) as stalled

    from dropoff
    inner join latest_months
        on dropoff.month_start = latest_months.month_start

    group by dropoff.stage

),

stalls as (

    select
        *,
        {{ rate('advanced', 'entered') }} as advanced_share,
        {{ rate('stalled', 'entered') }} as stalled_share

    from stages

    order by stalled desc

)

select * from stalls
