-- One row per month of the close, attribution model, channel and campaign: the won
-- deals that the model credits to them.
with

won_deals as (

    select * from {{ ref('int_deal_events') }}

    where event = 'won'

),

shares as (

    select * from {{ ref('int_attribution_weights') }}

),

months as (

    select * from {{ ref('int_months') }}

),

-- A deal without a touch is credited in full to the unknown channel and campaign.
credits as (

    select
        won_deals.month_start,
        coalesce(shares.channel, 'unknown') as channel,
        coalesce(shares.campaign, 'unknown') as campaign,
        coalesce(won_deals.amount, 0) as amount,
        {{ for_each_model('coalesce(shares.{model}, 1)') }}

    from won_deals
    left join shares
        on won_deals.deal_id = shares.deal_id

),

model_credits as (

    {% for model in attribution_models() -%}
    select
        month_start,
        '{{ model }}' as model,
        channel,
        campaign,
        sum({{ model }}) as attributed_deals,
        sum({{ model }} * amount) as attributed_revenue

    from credits

    where {{ model }} > 0

    group by month_start, channel, campaign
    {{ "union all" if not loop.last }}

    {% endfor %}
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
