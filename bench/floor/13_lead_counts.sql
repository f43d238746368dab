-- Leads by month and segment.
-- The counts of leads by the segments that a table shows, then by each alone.
create temp macro in_days(x, entered_at, days) as
    x < entered_at + to_days(cast(getvariable(days) as integer));

create temp macro in_window(x, entered_at) as in_days(x, entered_at, 'conversion_window_days');

create temp table fine_counts as
select
    cast(date_trunc('month', lead_at) as date) as month_start, channel, persona,
    count(*) as new_leads,
    0 as new_mqls, 0 as new_sqls, 0 as new_opportunity_leads, 0 as new_commits,
    0 as new_customer_leads, 0 as mqls_to_hand_raise, 0 as mqls_to_sql,
    0 as mqls_to_opportunity, 0 as mqls_to_commit, 0 as mqls_to_customer,
    0 as mqls_disqualified, 0 as implied_mqls, 0 as mqls_to_sql_in_window,
    0 as own_mqls_to_sql_in_window,
    0 as mqls_to_opportunity_in_window, 0 as mqls_to_commit_in_window,
    0 as mqls_to_customer_in_window, 0 as mqls_refused_in_window,
    count(mql_at) as leads_to_mql,
    count(customer_at) as leads_to_customer,
    count_if(in_window(mql_at, lead_at)) as leads_to_mql_in_window,
    count_if(in_days(customer_at, lead_at, 'lead_conversion_window_days'))
        as leads_to_customer_in_window
from whole_leads
group by all
union all by name
select
    cast(date_trunc('month', mql_at) as date) as month_start, channel, persona,
    count(*) as new_mqls,
    count(mql_hand_raise_at) as mqls_to_hand_raise,
    count(sql_at) as mqls_to_sql,
    count(opportunity_at) as mqls_to_opportunity,
    count(commit_at) as mqls_to_commit,
    count(customer_at) as mqls_to_customer,
    count(mql_disqualified_at) as mqls_disqualified,
    count_if(mql_is_implied) as implied_mqls,
    count_if(in_window(sql_at, mql_at)) as mqls_to_sql_in_window,
    count_if(not mql_is_implied and in_window(sql_at, mql_at)) as own_mqls_to_sql_in_window,
    count_if(in_window(opportunity_at, mql_at)) as mqls_to_opportunity_in_window,
    count_if(in_window(commit_at, mql_at)) as mqls_to_commit_in_window,
    count_if(in_window(customer_at, mql_at)) as mqls_to_customer_in_window,
    -- Sent back or rejected before sales took it.
    count_if(
        in_window(least(mql_disqualified_at, mql_sent_back_at), mql_at)
        and coalesce(least(mql_disqualified_at, mql_sent_back_at) < sql_at, true)
    ) as mqls_refused_in_window
from whole_leads
where mql_at is not null
group by all
union all by name
select
    cast(date_trunc('month', sql_at) as date) as month_start, channel, persona, count(*) as new_sqls
from whole_leads
where sql_at is not null
group by all
union all by name
select
    cast(date_trunc('month', opportunity_at) as date) as month_start, channel, persona,
    count(*) as new_opportunity_leads
from whole_leads
where opportunity_at is not null
group by all
union all by name
select
    cast(date_trunc('month', commit_at) as date) as month_start, channel, persona, count(*) as new_commits
from whole_leads
where commit_at is not null
group by all
union all by name
select
    cast(date_trunc('month', customer_at) as date) as month_start, channel, persona,
    count(*) as new_customer_leads
from whole_leads
where customer_at is not null
group by all;

create temp macro segment_type(channel_group, persona_group) as
    case when channel_group = 0 then 'channel' when persona_group = 0 then 'persona' else 'company' end;

create temp table lead_counts as
select
    month_start,
    segment_type(grouping(channel), grouping(persona)) as segment_type,
    coalesce(channel, persona, 'all') as segment,
    cast(sum(columns(* exclude (month_start, channel, persona))) as bigint)
from fine_counts
group by grouping sets ((month_start), (month_start, channel), (month_start, persona));

create temp table sql_counts as
select
    month_start,
    case
        when grouping(channel) = 0 then 'channel' when grouping(direction) = 0 then 'direction'
        when grouping(region) = 0 then 'region' when grouping(owner) = 0 then 'owner' else 'company'
    end as segment_type,
    coalesce(channel, direction, region, owner, 'all') as segment,
    count(*) as new_sqls
from (
    select
        cast(date_trunc('month', sql_at) as date) as month_start,
        whole_leads.channel, coalesce(direction, 'unknown') as direction, region, owner
    from whole_leads
    left join channels on whole_leads.channel = channels.channel
    where sql_at is not null
)
group by grouping sets (
    (month_start), (month_start, channel), (month_start, direction), (month_start, region), (month_start, owner)
);
