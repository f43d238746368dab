-- One row per channel: what it added to the change of the MQL-to-SQL rate between the
-- two latest mature months. Mix: MQLs moved between channels that convert better or
-- worse. Rate: the channel itself converts better or worse. All rows together are the
-- change.
with

causes as (

    select * from {{ ref('fct_conversion_causes_monthly') }}

    where rate = 'mql_to_sql' and rate_effect is not null

),

latest_month as (

    select max(month_start) as month_start from causes

),

effects as (

    select
        causes.channel,
        causes.previous_cohort_share,
        causes.cohort_share,
        causes.previous_channel_rate,
        causes.channel_rate,
        causes.mix_effect,
        causes.rate_effect

    from causes
    inner join latest_month
        on causes.month_start = latest_month.month_start

    order by abs(causes.mix_effect + causes.rate_effect) desc

)

select * from effects
