-- One row per deal that counts: its segments, its money and its stage dates.
with

deals as (

    select * from {{ ref('fct_deals') }}

),

customer_deals as (

    select * from {{ ref('int_deal_events') }}

    where event = 'won' and is_new_customer and lead_id is not null

),

metrics_deals as (

    select
        deals.deal_id,
        deals.lead_id,
        deals.channel,
        coalesce(deals.region, 'unknown') as region,
        coalesce(deals.owner, 'unknown') as owner,
        deals.is_won,
        deals.closed_at is not null and not deals.is_credit as is_closed,
        deals.closed_at is not null and (deals.is_won or deals.is_credit)
            as is_revenue,
        deals.is_new_customer,
        deals.is_marketing_sourced,
        coalesce(deals.direction = 'inbound', false) as is_inbound,
        deals.amount,
        deals.cycle_days,
        customer_deals.marketing_touches,
        {{ local_date('deals.opportunity_at') }} as opportunity_day,
        {{ local_date('deals.closed_at') }} as closed_day,
        {{ month_of('deals.closed_at') }} as closed_month

    from deals
    left join customer_deals
        on deals.deal_id = customer_deals.deal_id

)

select * from metrics_deals
