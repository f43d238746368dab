-- One row per touch type and asset: how many leads had such a touch, and how many of
-- these became an opportunity soon after, against leads of the same age without one.
with

lead_touch_types as (

    select * from {{ ref('int_lead_touch_types') }}

),

leads as (

    select * from {{ ref('int_leads') }}

),

report_date as (

    select * from {{ ref('stg_report_date') }}

),

landmark_leads as (

    {{ landmark_leads('leads', 'report_date') }}

),

landmark_touches as (

    {{ landmark_touches('lead_touch_types', 'landmark_leads') }}

),

-- Each age weighs as much as it has leads with a touch.
baselines as (

    select
        touch_type,
        asset,
        cast(sum(leads) as bigint) as eligible_leads,
        cast(sum(opportunities) as bigint) as opportunities,
        {{ rate('sum(opportunities)', 'sum(leads)') }} as rate,
        {{
            rate(
                'sum(leads * ' ~ rate('other_opportunities', 'other_leads') ~ ')',
                'sum(leads)'
            )
        }} as baseline_rate

    from landmark_touches

    group by touch_type, asset

),

touch_counts as (

    select
        touch_type,
        asset,
        cast(sum(touches) as bigint) as touches,
        count(lead_id) as leads,
        cast(sum(points) as {{ double() }}) as points,
        {{ count_where('is_buying_signal') }} > 0 as is_buying_signal

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
        touch_counts.is_buying_signal,
        coalesce(baselines.eligible_leads, 0) as eligible_leads,
        coalesce(baselines.opportunities, 0) as opportunities_within_window,
        baselines.rate,
        {{ wilson_low('baselines.opportunities', 'baselines.eligible_leads') }} as rate_low,
        {{ wilson_high('baselines.opportunities', 'baselines.eligible_leads') }} as rate_high,
        baselines.baseline_rate,
        {{ rate('baselines.rate', 'baselines.baseline_rate') }} - 1 as lift

    from touch_counts
    left join baselines
        on
            touch_counts.touch_type = baselines.touch_type
            and touch_counts.asset = baselines.asset

)

select * from touch_effect
