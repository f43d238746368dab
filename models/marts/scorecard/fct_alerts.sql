-- One row per metric of the scorecard and reason to look at it: it lies outside of its
-- usual limits, or will miss its target.
with

metric_values as (

    select * from {{ ref('int_scorecard_values') }}

    where is_settled

),

scorecard as (

    select * from {{ ref('fct_kpi_scorecard_monthly') }}

),

months as (

    select * from {{ ref('int_months') }}

),

settled_values as (

    select
        *,
        abs(value - {{ last_months('value', 'metric') }}) as moving_range,
        row_number() over (partition by metric order by month_start desc) as age

    from metric_values

),

-- The 12 months before the latest have 11 ranges between them.
limits as (

    select
        metric,
        max(case when age = 1 then month_start end) as month_start,
        max(case when age = 1 then value end) as value,
        avg(case when age > 1 then value end) as mean_value,
        2.66 * avg(case when age between 2 and 12 then moving_range end) as spread

    from settled_values

    where age <= 13

    group by metric

    having count(case when age > 1 then value end) = 12

),

alerts as (

    select
        limits.metric,
        'outside_limits' as kind,
        limits.month_start,
        limits.value,
        limits.mean_value - limits.spread as lower_limit,
        limits.mean_value + limits.spread as upper_limit,
        cast(null as {{ double() }}) as target,
        {{ alert_message('limits', 'lies outside of its usual limits') }} as message

    from limits
    inner join months on limits.month_start = months.month_start

    where abs(limits.value - limits.mean_value) > limits.spread

    union all

    select
        scorecard.metric,
        'behind_target' as kind,
        scorecard.month_start,
        scorecard.projected_value as value,
        null as lower_limit,
        null as upper_limit,
        scorecard.target,
        {{ alert_message('scorecard', 'will miss its target at this pace') }} as message

    from scorecard
    inner join months on scorecard.month_start = months.month_start

    where
        months.business_days >= 5
        and case scorecard.better_when
            when 'higher' then scorecard.projected_value < scorecard.target
            when 'lower' then scorecard.projected_value > scorecard.target
        end

)

select * from alerts
