-- The spend that counts, in the reporting currency, with its channel.
create temp table spend as
with

accepted as (

    select spend_rows.*, rates.rate
    from spend_rows
    inner join rates
        on
            lower(coalesce(spend_rows.currency, getvariable('reporting_currency'))) = rates.currency_key
            and date_trunc('month', spend_rows.spent_at) >= rates.valid_from
            and date_trunc('month', spend_rows.spent_at) < rates.valid_before
    where spend_rows.spent_at < getvariable('report_end') and spend_rows.amount is not null

),

distinct_spend as (

    select * from accepted
    where spend_id is not null
    qualify row_number() over (
        partition by spend_id
        order by
            spent_at, amount_text nulls first, named_channel nulls first,
            utm_source nulls first, utm_medium nulls first, campaign nulls first,
            cost_type nulls first, currency nulls first, spend_date nulls first
    ) = 1
    union all
    select distinct * from accepted where spend_id is null

)

select
    cast(date_trunc('month', spend.spent_at) as date) as month_start,
    coalesce(kinds.kind, 'program') as kind,
    spend.amount * spend.rate as amount,
    case
        when spend.named_channel is not null then coalesce(channels.channel, 'unknown')
        when spend.utm_source is null and spend.utm_medium is null then null
        when not utm_channels.is_payment then utm_channels.channel
    end as channel
from distinct_spend as spend
left join (
    select lookup(cost_type) as cost_key, cell(kind) as kind from seed('cost_types')
) as kinds on lookup(spend.cost_type) = kinds.cost_key
left join channels on lookup(spend.named_channel) = channels.channel_key
left join utm_channels
    on
        coalesce(lower(spend.utm_source), '') = utm_channels.source_key
        and coalesce(lower(spend.utm_medium), '') = utm_channels.medium_key;
