-- One row per month of the close, attribution model, channel and campaign: the won
-- deals that the model credits to them.
with

deals as (

    select * from {{ ref('int_deal_events') }}

    where event in ('won', 'credit')

),

shares as (

    select * from {{ ref('int_attribution_weights') }}

),

effects as (

    select * from {{ ref('int_markov_effects') }}

),

months as (

    select * from {{ ref('int_months') }}

),

-- A deal without a touch is credited in full to the unknown channel and campaign.
credits as (

    select
        deals.month_start,
        coalesce(shares.channel, 'unknown') as channel,
        coalesce(shares.campaign, 'unknown') as campaign,
        shares.deal_id is not null as is_touched,
        case deals.event when 'won' then 1 else 0 end as deals,
        coalesce(deals.amount, 0) as amount,
        {{ for_each_model('coalesce(shares.{model}, 1)') }}

    from deals
    left join shares
        on deals.deal_id = shares.deal_id

),

model_credits as (

    {% for model in attribution_models() -%}
    select
        month_start,
        '{{ model }}' as model,
        channel,
        campaign,
        sum({{ model }} * deals) as attributed_deals,
        sum({{ model }} * amount) as attributed_revenue

    from credits

    where {{ model }} > 0

    group by month_start, channel, campaign

    union all

    {% endfor -%}
    {{ markov_credits('credits', 'effects') }}

),

attribution as (

    select
        model_credits.month_start,
        model_credits.model,
        model_credits.channel,
        model_credits.campaign,
        months.is_complete,
        model_credits.attributed_deals,
        model_credits.attributed_revenue

    from model_credits
    inner join months
        on model_credits.month_start = months.month_start

)

select * from attribution
