-- One row per channel: what it added to the change of the MQL-to-SQL rate between the two
-- latest mature months. Mix: MQLs moved between channels that convert better or worse.
-- Rate: the channel itself converts better or worse. All rows together are the change.
with

conversion as (

    select * from {{ ref('fct_funnel_conversion_monthly') }}

    where segment_type = 'channel' and is_mature

),

numbered_months as (

    select
        month_start,
        row_number() over (order by month_start desc) as month_number

    from conversion

    group by month_start

),

shares as (

    select
        numbered_months.month_number,
        conversion.segment as channel,
        {{
            rate(
                'conversion.new_mqls',
                'sum(conversion.new_mqls) over (partition by numbered_months.month_number)'
            )
        }} as mix,
        conversion.mql_to_sql_rate as conversion_rate

    from conversion
    inner join numbered_months
        on
            conversion.month_start = numbered_months.month_start
            and numbered_months.month_number <= 2

),

two_months as (

    select
        channel,
        sum(case when month_number = 2 then mix end) as mix_before,
        sum(case when month_number = 1 then mix end) as mix_after,
        sum(case when month_number = 2 then conversion_rate end) as rate_before,
        sum(case when month_number = 1 then conversion_rate end) as rate_after

    from shares

    group by channel

),

-- Without MQLs in one of the months a channel has the rate of the other one: that it came
-- or went is a matter of mix.
filled_months as (

    select
        channel,
        mix_before,
        mix_after,
        coalesce(rate_before, rate_after) as rate_before,
        coalesce(rate_after, rate_before) as rate_after

    from two_months

),

effects as (

    select
        channel,
        mix_before,
        mix_after,
        rate_before,
        rate_after,
        (mix_after - mix_before) * (rate_before + rate_after) / 2 as mix_effect,
        (rate_after - rate_before) * (mix_before + mix_after) / 2 as rate_effect

    from filled_months

    where mix_before > 0 or mix_after > 0

    order by abs(mix_effect + rate_effect) desc

)

select * from effects
