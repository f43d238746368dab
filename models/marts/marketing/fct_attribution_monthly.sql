-- One row per month of the close, attribution model, channel and campaign to which the
-- model credits a part of a won deal.
with

credits as (

    select * from {{ ref('int_attribution_credits') }}

),

months as (

    select * from {{ ref('int_months') }}

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
