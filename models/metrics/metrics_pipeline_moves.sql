-- One row per time that a deal, or an SQL without one, enters or leaves the pipeline.
with

deals as (

    select * from {{ ref('fct_deals') }}

),

leads as (

    select * from {{ ref('dim_leads') }}

),

sql_stays as (

    select * from {{ ref('fct_lead_stages') }}

    where stage = 'sql'

),

first_deals as (

    select
        lead_id,
        min(created_at) as created_at

    from deals

    group by lead_id

),

pipeline as (

    select
        channel,
        region,
        owner,
        coalesce(amount, 0) as amount,
        opportunity_at as entered_at,
        closed_at as left_at

    from deals

    union all

    select
        leads.first_touch_channel as channel,
        leads.region,
        leads.owner,
        0 as amount,
        sql_stays.entered_at,
        {{ earliest(['sql_stays.left_at', 'first_deals.created_at']) }} as left_at

    from sql_stays
    inner join leads on sql_stays.lead_id = leads.lead_id
    left join first_deals on sql_stays.lead_id = first_deals.lead_id

),

moves as (

    {% for moved_at, change in [('entered_at', '1'), ('left_at', '-1')] -%}
    select
        channel,
        coalesce(region, 'unknown') as region,
        coalesce(owner, 'unknown') as owner,
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
