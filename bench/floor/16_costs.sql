-- Costs by month and channel, unnamed ones shared; what each month's MQLs brought.
create temp table costs as
with

weights as (

    select month_start, channel, 'program_cost' as basis, sum(amount) as weight
    from spend
    where kind != 'sales' and channel is not null
    group by all
    union all
    select month_start, segment, 'new_mqls', new_mqls
    from lead_counts
    where segment_type = 'channel'
    union all
    select month_start, segment, 'new_sqls', new_sqls
    from lead_counts
    where segment_type = 'channel'

),

preferred as (

    select
        weights.*,
        preferences.purpose,
        preferences.preference,
        min(preferences.preference) over (
            partition by weights.month_start, preferences.purpose
        ) as best_preference
    from weights
    inner join (
        values
        ('marketing', 'program_cost', case getvariable('shared_cost_basis') when 'program_cost' then 1 else 2 end),
        ('marketing', 'new_mqls', case getvariable('shared_cost_basis') when 'program_cost' then 2 else 1 end),
        ('sales', 'new_sqls', 1),
        ('sales', 'new_mqls', 2)
    ) as preferences (purpose, basis, preference) on weights.basis = preferences.basis
    where weights.weight > 0

),

shares as (

    select
        month_start, purpose, channel,
        weight / sum(weight) over (partition by month_start, purpose) as share
    from preferred
    where preference = best_preference

),

all_costs as (

    select month_start, channel, kind, amount as named, 0.0::double as shared
    from spend where channel is not null
    union all
    select
        spend.month_start, coalesce(shares.channel, 'unallocated'), spend.kind, 0.0,
        spend.amount * coalesce(shares.share, 1)
    from spend
    left join shares
        on
            spend.month_start = shares.month_start
            and shares.purpose = case when spend.kind = 'sales' then 'sales' else 'marketing' end
    where spend.channel is null

)

select
    month_start,
    case when grouping(channel) = 0 then 'channel' else 'company' end as segment_type,
    coalesce(channel, 'all') as segment,
    coalesce(sum(case when kind != 'sales' then named end), 0) as program_cost,
    coalesce(sum(case when kind != 'sales' then shared end), 0) as shared_cost,
    coalesce(sum(case when kind != 'sales' then named + shared end), 0) as marketing_cost,
    coalesce(sum(case when kind = 'labor' then named + shared end), 0) as labor_cost,
    coalesce(sum(case when kind = 'technology' then named + shared end), 0) as technology_cost,
    coalesce(sum(case when kind = 'agency' then named + shared end), 0) as agency_cost,
    coalesce(sum(case when kind = 'sales' then named + shared end), 0) as sales_cost
from all_costs
group by grouping sets ((month_start), (month_start, channel));

create temp table mql_revenue as
select
    month_start,
    case when grouping(channel) = 0 then 'channel' else 'company' end as segment_type,
    coalesce(channel, 'all') as segment,
    coalesce(sum(amount), 0) as mql_cohort_revenue
from (
    select cast(date_trunc('month', mql_at) as date) as month_start, whole_leads.channel, deals.amount
    from deals
    inner join whole_leads on deals.lead_no = whole_leads.lead_no
    where (deals.is_won or (deals.is_credit and deals.closed_at is not null)) and mql_at is not null
)
group by grouping sets ((month_start), (month_start, channel));
