-- One row per won deal and touch of it, or won deal without a touch: the share of the
-- deal that each attribution model credits. The shares of a deal add up to 1.
with

won_deals as (

    select * from {{ ref('int_deals_segmented') }}

    where is_won

),

weights as (

    select * from {{ ref('int_attribution_weights') }}

),

weight_sums as (

    select
        deal_id,
        {{ for_each_model('sum({model})') }}

    from weights

    group by deal_id

),

shares as (

    select
        weights.deal_id,
        weights.channel,
        weights.campaign,
        {{ for_each_model(rate('weights.{model}', 'weight_sums.{model}')) }}

    from weights
    inner join weight_sums
        on weights.deal_id = weight_sums.deal_id

),

credits as (

    select
        {{ month_of('won_deals.closed_at') }} as month_start,
        won_deals.deal_id,
        coalesce(shares.channel, 'unknown') as channel,
        coalesce(shares.campaign, 'unknown') as campaign,
        coalesce(won_deals.amount, 0) as amount,
        {{ for_each_model('coalesce(shares.{model}, 1)') }}

    from won_deals
    left join shares
        on won_deals.deal_id = shares.deal_id

)

select * from credits
