-- The rule seeds, typed.
create temp table channels as
select
    lookup(channel) as channel_key,
    clean(channel) as channel,
    cell(direction) as direction,
    coalesce(flag(clean(is_marketing)), false) as is_marketing
from seed('channels');

create temp table channel_rules as
select
    cast(priority as integer) as priority,
    cell(source_category) as source_category,
    cell(utm_source_pattern) as source_pattern,
    cell(utm_medium_pattern) as medium_pattern,
    channels.channel
from seed('channel_rules') as rules
inner join channels on lookup(rules.channel) = channels.channel_key;

create temp table touch_types as
select
    lookup(touch_type) as type_key,
    cast(row_number() over () as utinyint) as type_no,
    coalesce(channels.channel, 'direct') as default_channel,
    cast(clean(points) as decimal(18, 6)) as points,
    cast(clean(max_times) as integer) as max_times,
    flag(clean(is_interaction)) as is_interaction,
    flag(clean(is_outreach)) as is_outreach,
    flag(clean(is_hand_raise)) as is_hand_raise
from seed('touch_types') as types
left join channels on lookup(types.default_channel) = channels.channel_key;

create temp table deal_stages as
select lookup(crm_stage) as stage_key, cell(stage) as stage from seed('deal_stages');

create temp table rates as
select
    currency_key,
    valid_from,
    lead(valid_from, 1, date '9999-12-31') over (
        partition by currency_key order by valid_from
    ) as valid_before,
    rate
from (
    select
        cell(currency) as currency_key,
        cast(clean(month) as date) as valid_from,
        number(clean(rate)) as rate
    from seed('exchange_rates')
    where cell(currency) != getvariable('reporting_currency')
    union all
    select getvariable('reporting_currency'), date '1900-01-01', 1.0
);
