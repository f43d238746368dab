-- One row per month shown and attribution model that does not share out exactly what
-- was won, credits taken off. The model markov may have no rows in a month.
with

attribution as (

    select * from {{ ref('fct_attribution_monthly') }}

),

deals as (

    select * from {{ ref('fct_deals') }}

    where (is_won or is_credit) and closed_at is not null

),

models as (

    {% for model in attribution_models() + ['markov'] -%}
    select
        '{{ model }}' as model,
        true as is_model
    {{ "union all" if not loop.last }}
    {% endfor %}
),

won as (

    select
        {{ month_of('deals.closed_at') }} as month_start,
        models.model,
        {{ count_where('deals.is_won') }} as won_deals,
        sum(coalesce(deals.amount, 0)) as won_revenue

    from deals
    cross join models

    where {{ is_from_first_month(month_of('deals.closed_at')) }}

    group by {{ month_of('deals.closed_at') }}, models.model

),

attributed as (

    select
        month_start,
        model,
        sum(attributed_deals) as attributed_deals,
        sum(attributed_revenue) as attributed_revenue

    from attribution

    group by month_start, model

),

differences as (

    select
        coalesce(won.month_start, attributed.month_start) as month_start,
        coalesce(won.model, attributed.model) as model,
        won.won_deals,
        attributed.attributed_deals,
        won.won_revenue,
        attributed.attributed_revenue

    from won
    full outer join attributed
        on
            won.month_start = attributed.month_start
            and won.model = attributed.model

    where
        won.month_start is null
        or (attributed.month_start is null and won.model != 'markov')
        or abs(won.won_deals - attributed.attributed_deals) > 0.000001
        or abs(won.won_revenue - attributed.attributed_revenue)
        > 1e-9 * (1 + abs(won.won_revenue))

)

select * from differences
