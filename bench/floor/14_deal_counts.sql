-- Deals by month and segment.
create temp table deal_counts as
select
    month_start,
    case
        when grouping(channel) = 0 then 'channel' when grouping(direction) = 0 then 'direction'
        when grouping(region) = 0 then 'region' when grouping(owner) = 0 then 'owner' else 'company'
    end as segment_type,
    coalesce(channel, direction, region, owner, 'all') as segment,
    count_if(is_won) as won_deals,
    count_if(is_lost) as lost_deals,
    count_if(is_new_customer) as new_customers,
    count_if(is_new_customer and channel != 'unknown') as new_customers_of_known_channel,
    count_if(is_new_customer and is_marketing) as marketing_sourced_customers,
    count(case when is_won then amount end) as won_deals_with_amount,
    count(case when is_won then cycle_days end) as won_deals_with_cycle,
    coalesce(sum(case when is_won then amount end), 0) as won_amount,
    coalesce(sum(case when is_won or is_credit then amount end), 0) as won_revenue,
    coalesce(sum(case when is_won then cycle_days end), 0) as won_cycle_days,
    coalesce(sum(case when is_new_customer then amount end), 0) as new_customer_revenue,
    coalesce(sum(case when is_new_customer and is_marketing then amount end), 0)
        as marketing_sourced_revenue
from (
    select *, cast(date_trunc('month', closed_at) as date) as month_start
    from segmented_deals where closed_at is not null
)
group by grouping sets (
    (month_start), (month_start, channel), (month_start, direction), (month_start, region), (month_start, owner)
);
