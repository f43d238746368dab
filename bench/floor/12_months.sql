-- The months and segments that every table shows.
create temp table months as
with first_month as (

    select date_trunc('month', min(first_at)) as month_start
    from (
        select min(created_at) as first_at from leads
        union all select min(occurred_at) from touch_rows
        union all select min(least(created_at, closed_at)) from deals
        union all select min(month_start) from spend
        union all
        select min(moment(traffic_date)) from raw('web_traffic')
        where moment(traffic_date) < getvariable('report_end')
    )

)

select
    cast(month_start as date) as month_start,
    least(month_start + interval 1 month, getvariable('report_end')) as month_end_at,
    date_diff('day', cast(month_start as timestamp), month_end_at) as days_so_far,
    month_start + interval 1 month <= getvariable('report_end') as is_complete,
    month_start + interval 1 month + to_days(cast(getvariable('conversion_window_days') as integer))
    <= getvariable('report_end') as is_mature,
    month_start + interval 1 month
    + to_days(cast(getvariable('lead_conversion_window_days') as integer))
    <= getvariable('report_end') as is_lead_mature,
    month_start in (select month_start from spend where kind != 'sales') as has_marketing_cost
from (
    select unnest(generate_series(
        month_start, cast(getvariable('as_of_date') as timestamp), interval 1 month
    )) as month_start
    from first_month
);

create temp table segments as
select 'company' as segment_type, 'all' as segment
union select 'channel', channel from channels
union select 'persona', persona from persona_rules;
