-- One row per deal behind one cell of fct_revenue_monthly: the won deals of a month and
-- a channel. Without a choice, the newest month in which organic_search won something;
-- another cell with --vars '{cell_month: 2026-05-01, cell_channel: referral}'.
{%- set cell_channel = var('cell_channel', 'organic_search') %}
with

deals as (

    select
        *,
        {{ month_of('closed_at') }} as month_start

    from {{ ref('fct_deals') }}

    where is_won and channel = {{ text_literal(cell_channel) }}

),

cell as (

    select
        {% if var('cell_month', none) -%}
        cast({{ text_literal(var('cell_month')) }} as date)
        {%- else -%}
        max(month_start)
        {%- endif %} as month_start

    from deals

),

leads as (

    select * from {{ ref('dim_leads') }}

),

deals_behind_the_cell as (

    select
        deals.deal_id,
        deals.customer_key,
        leads.company_name,
        leads.first_touch_campaign,
        deals.owner,
        deals.amount,
        deals.cycle_days,
        deals.is_new_customer,
        deals.created_at,
        deals.closed_at

    from deals
    inner join cell
        on deals.month_start = cell.month_start
    left join leads
        on deals.lead_id = leads.lead_id

    order by deals.amount desc nulls last, deals.deal_id asc

)

select * from deals_behind_the_cell
