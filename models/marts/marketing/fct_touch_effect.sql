-- One row per touch type and asset: how many leads had such a touch, and how many of
-- these became an opportunity soon after.
with

lead_touch_types as (

    select * from {{ ref('int_lead_touch_types') }}

),

leads as (

    select * from {{ ref('int_leads') }}

),

baselines as (

    select
        {{
            rate(
                count_where(is_within_days(
                    'opportunity_at', 'lead_at', var('conversion_window_days')
                )),
                'count(*)'
            )
        }} as baseline_rate

    from leads

),

touch_counts as (

    select
        touch_type,
        asset,
        cast(sum(touches) as bigint) as touches,
        count(lead_id) as leads,
        cast(sum(points) as {{ double() }}) as points,
        {{ count_where('is_converted') }} as opportunities_within_window,
        {{ rate(count_where('is_converted'), count_where('could_convert')) }} as rate

    from lead_touch_types

    group by touch_type, asset

),

touch_effect as (

    select
        touch_counts.touch_type,
        touch_counts.asset,
        touch_counts.touches,
        touch_counts.leads,
        touch_counts.points,
        touch_counts.opportunities_within_window,
        touch_counts.rate,
        baselines.baseline_rate,
        {{ rate('touch_counts.rate', 'baselines.baseline_rate') }} - 1 as lift

    from touch_counts
    cross join baselines

)

select * from touch_effect
