-- What was open at the end of each month.
-- Stays in the stage sql, until a deal, the next stage or a leaving.
create temp table sql_stays as
with

borders as (

    select
        moments.lead_no,
        unnest([lead_at, mql_at, sql_at, opportunity_at, commit_at, customer_at]) as border_at,
        unnest([1, 2, 3, 4, 5, 6]) as stage_number,
        0 as turn_number,
        0 as reopenings
    from moments
    where sql_at is not null
    union all
    select
        turns.lead_no, turns.occurred_at, 0, turns.turn_number,
        case when turns.state = 'in_funnel' then 1 else 0 end
    from turns
    semi join (
        select lead_no from moments where sql_at is not null
    ) as sqls on turns.lead_no = sqls.lead_no

),

spans as (

    select
        lead_no,
        border_at as entered_at,
        lead(border_at) over by_time as left_at,
        max(max(stage_number)) over by_time as stage_number,
        max(max(turn_number)) over by_time as turn_number,
        1 + sum(sum(reopenings)) over by_time as visit
    from borders
    where border_at is not null
    group by lead_no, border_at
    window by_time as (partition by lead_no order by border_at)

)

select
    spans.lead_no,
    spans.visit,
    min(spans.entered_at) as entered_at,
    nullif(max(coalesce(spans.left_at, timestamp '9999-12-31')), timestamp '9999-12-31') as left_at
from spans
left join turns on spans.lead_no = turns.lead_no and spans.turn_number = turns.turn_number
where spans.stage_number = 3 and coalesce(turns.state, 'in_funnel') = 'in_funnel'
group by spans.lead_no, spans.visit;

create temp table pipeline_counts as
with

pipeline as (

    select channel, direction, region, owner, opportunity_at as entered_at,
        closed_at as left_at, null as stale_at
    from segmented_deals
    union all
    select
        whole_leads.channel, coalesce(channels.direction, 'unknown'), whole_leads.region,
        whole_leads.owner, stays.entered_at,
        least(stays.left_at, whole_leads.first_deal_created_at),
        whole_leads.sql_at + to_days(cast(getvariable('sql_shelf_days') as integer))
    from sql_stays as stays
    inner join whole_leads on stays.lead_no = whole_leads.lead_no
    left join channels on whole_leads.channel = channels.channel

),

-- First the finest segments, as months are many.
fine_pipeline as (

    select
        month_start, channel, direction, region, owner,
        count_if(coalesce(pipeline.stale_at > months.month_end_at, true)) as pipeline_sqls,
        count_if(pipeline.stale_at <= months.month_end_at) as stale_sqls
    from pipeline
    inner join months
        on
            pipeline.entered_at < months.month_end_at
            and coalesce(pipeline.left_at, timestamp '9999-12-31') >= months.month_end_at
    group by all

)

select
    month_start,
    case
        when grouping(channel) = 0 then 'channel' when grouping(direction) = 0 then 'direction'
        when grouping(region) = 0 then 'region' when grouping(owner) = 0 then 'owner' else 'company'
    end as segment_type,
    coalesce(channel, direction, region, owner, 'all') as segment,
    cast(sum(pipeline_sqls) as bigint) as pipeline_sqls,
    cast(sum(stale_sqls) as bigint) as stale_sqls
from fine_pipeline
group by grouping sets (
    (month_start), (month_start, channel), (month_start, direction), (month_start, region), (month_start, owner)
);
