-- One row per time that a deal, or an SQL without one, enters or leaves the pipeline,
-- or that such an SQL enters or leaves the stale ones.
{%- set stale_at = dbt.dateadd('day', var('sql_shelf_days'), 'sqls.occurred_at') %}
with

deals as (

    select * from {{ ref('fct_deals') }}

),

sqls as (

    select * from {{ ref('int_lead_events') }}

    where event = 'sql'

),

stays as (

    select * from {{ ref('fct_lead_stages') }}

    where stage = 'sql'

),

sql_stays as (

    select
        sqls.channel,
        sqls.region,
        sqls.owner,
        stays.entered_at,
        -- A month that ends when an SQL gets stale has it among the stale ones.
        {{ dbt.dateadd('microsecond', -1, stale_at) }} as stale_at,
        {{ earliest(['stays.left_at', 'sqls.first_deal_created_at']) }} as left_at

    from stays
    inner join sqls on stays.lead_id = sqls.lead_id

),

pipeline as (

    select
        channel,
        region,
        owner,
        coalesce(amount, 0) as amount,
        false as is_stale,
        opportunity_at as entered_at,
        closed_at as left_at

    from deals

    {% for is_stale, entered_at, left_at in [
        ('false', 'entered_at', earliest(['left_at', 'stale_at'])),
        ('true', 'greatest(entered_at, stale_at)', 'left_at'),
    ] -%}
    union all

    select
        channel,
        region,
        owner,
        0 as amount,
        {{ is_stale }} as is_stale,
        {{ entered_at }} as entered_at,
        {{ left_at }} as left_at

    from sql_stays

    {% endfor %}
),

moves as (

    {% for moved_at, change in [('entered_at', '1'), ('left_at', '-1')] -%}
    select
        channel,
        coalesce(region, 'unknown') as region,
        coalesce(owner, 'unknown') as owner,
        is_stale,
        {{ change }} as change,
        {{ 'amount' if change == '1' else '0 - amount' }} as amount_change,
        {{ local_date(moved_at) }} as move_day

    from pipeline

    -- A record that leaves when it enters, or before, was never in the pipeline.
    where
        {{ moved_at }} is not null
        and (left_at is null or entered_at < left_at)
    {{ "union all" if not loop.last }}

    {% endfor %}
)

select * from moves
