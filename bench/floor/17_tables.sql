-- The four tables.
create temp macro per(x, y) as cast(x as double) / nullif(cast(y as double), 0);

create or replace table fct_funnel_conversion_monthly as
with counts as (

    select grid.*, columns(lead_counts.* exclude (month_start, segment_type, segment))
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from lead_counts
        )
    ) as grid
    left join lead_counts using (month_start, segment_type, segment)

)

select
    month_start, segment_type, segment, is_complete, is_mature,
    coalesce(new_leads, 0) as new_leads,
    coalesce(new_mqls, 0) as new_mqls,
    coalesce(new_sqls, 0) as new_sqls,
    coalesce(new_opportunity_leads, 0) as new_opportunity_leads,
    coalesce(new_commits, 0) as new_commits,
    coalesce(new_customer_leads, 0) as new_customer_leads,
    coalesce(mqls_to_hand_raise, 0) as mqls_to_hand_raise,
    coalesce(mqls_to_sql, 0) as mqls_to_sql,
    coalesce(mqls_to_opportunity, 0) as mqls_to_opportunity,
    coalesce(mqls_to_commit, 0) as mqls_to_commit,
    coalesce(mqls_to_customer, 0) as mqls_to_customer,
    coalesce(mqls_disqualified, 0) as mqls_disqualified,
    coalesce(implied_mqls, 0) as implied_mqls,
    case when is_mature then per(coalesce(mqls_to_sql_in_window, 0), new_mqls) end as mql_to_sql_rate,
    case
        when is_mature then per(coalesce(own_mqls_to_sql_in_window, 0), new_mqls - implied_mqls)
    end as mql_to_sql_rate_own,
    case when is_mature then per(coalesce(mqls_to_opportunity_in_window, 0), new_mqls) end as mql_to_opportunity_rate,
    case when is_mature then per(coalesce(mqls_to_commit_in_window, 0), new_mqls) end as mql_to_commit_rate,
    case when is_mature then per(coalesce(mqls_to_customer_in_window, 0), new_mqls) end as mql_to_customer_rate,
    case when is_mature then per(coalesce(mqls_refused_in_window, 0), new_mqls) end as mql_rejection_rate,
    coalesce(leads_to_mql, 0) as leads_to_mql,
    coalesce(leads_to_customer, 0) as leads_to_customer,
    case when is_mature then per(coalesce(leads_to_mql_in_window, 0), new_leads) end as lead_to_mql_rate,
    case when is_lead_mature then per(coalesce(leads_to_customer_in_window, 0), new_leads) end as lead_to_customer_rate
from counts;

create or replace table fct_cost_per_mql_monthly as
with

counts as (

    select
        grid.*,
        coalesce(program_cost, 0) as program_cost,
        coalesce(shared_cost, 0) as shared_cost,
        coalesce(marketing_cost, 0) as marketing_cost,
        coalesce(labor_cost, 0) as labor_cost,
        coalesce(technology_cost, 0) as technology_cost,
        coalesce(agency_cost, 0) as agency_cost,
        coalesce(sales_cost, 0) as sales_cost,
        coalesce(new_leads, 0) as new_leads,
        coalesce(new_mqls, 0) as new_mqls,
        coalesce(new_sqls, 0) as new_sqls,
        coalesce(new_customers, 0) as new_customers,
        coalesce(won_revenue, 0) as won_revenue,
        coalesce(mqls_to_customer, 0) as mql_cohort_customers,
        coalesce(mql_cohort_revenue, 0) as mql_cohort_revenue
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from lead_counts
            union select segment_type, segment from deal_counts where won_deals > 0 or won_revenue != 0
            union select segment_type, segment from costs
            union select segment_type, segment from mql_revenue
        )
        where segment_type in ('company', 'channel')
    ) as grid
    left join costs using (month_start, segment_type, segment)
    left join lead_counts using (month_start, segment_type, segment)
    left join deal_counts using (month_start, segment_type, segment)
    left join mql_revenue using (month_start, segment_type, segment)

),

sums as (

    select
        *,
        marketing_cost + sales_cost as all_costs,
        row_number() over by_month > 2 and min(has_marketing_cost) over last_three as knows_costs_3m,
        sum(marketing_cost) over last_three as marketing_cost_3m,
        sum(new_mqls) over last_three as new_mqls_3m,
        sum(all_costs) over last_three as all_costs_3m,
        sum(new_customers) over last_three as new_customers_3m
    from counts
    window
        by_month as (partition by segment_type, segment order by month_start),
        last_three as (
            partition by segment_type, segment order by month_start
            rows between 2 preceding and current row
        )

)

select
    month_start, segment_type, segment, is_complete, is_mature,
    program_cost, shared_cost, marketing_cost, labor_cost, technology_cost, agency_cost,
    sales_cost, new_leads, new_mqls, new_sqls, new_customers,
    case when has_marketing_cost then per(marketing_cost, new_leads) end as cost_per_lead,
    case when has_marketing_cost then per(marketing_cost, new_mqls) end as cost_per_mql,
    case when has_marketing_cost then per(marketing_cost, new_sqls) end as cost_per_sql,
    case when has_marketing_cost then per(all_costs, new_customers) end as customer_acquisition_cost,
    case when knows_costs_3m then per(marketing_cost_3m, new_mqls_3m) end as cost_per_mql_3m,
    case when knows_costs_3m then per(all_costs_3m, new_customers_3m) end as customer_acquisition_cost_3m,
    won_revenue,
    case when has_marketing_cost then per(won_revenue - all_costs, all_costs) end as roi,
    mql_cohort_customers,
    mql_cohort_revenue,
    case when is_mature then per(mql_cohort_revenue, new_mqls) end as revenue_per_mql
from sums;

create or replace table fct_marketing_sourced_customers_monthly as
with

benchmark as (

    select number(clean(low)) as benchmark_low, number(clean(high)) as benchmark_high
    from seed('benchmarks')
    where
        cell(metric) = 'marketing_sourced_share'
        and coalesce(cell(go_to_market) = getvariable('go_to_market'), true)
    order by cell(go_to_market) nulls last
    limit 1

),

counts as (

    select
        grid.month_start, grid.segment_type, grid.segment, grid.is_complete,
        coalesce(new_customers, 0) as new_customers,
        coalesce(marketing_sourced_customers, 0) as marketing_sourced_customers,
        coalesce(new_customer_revenue, 0) as new_customer_revenue,
        coalesce(marketing_sourced_revenue, 0) as marketing_sourced_revenue,
        per(marketing_sourced_customers, new_customers) as marketing_sourced_share,
        per(marketing_sourced_customers, new_customers_of_known_channel)
            as marketing_sourced_share_of_known
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from deal_counts where new_customers > 0
        )
        where segment_type in ('company', 'region', 'owner')
    ) as grid
    left join deal_counts using (month_start, segment_type, segment)

)

select
    month_start, segment_type, segment, is_complete, new_customers, marketing_sourced_customers,
    marketing_sourced_share, marketing_sourced_share_of_known, new_customer_revenue, marketing_sourced_revenue,
    per(marketing_sourced_revenue, new_customer_revenue) as marketing_sourced_revenue_share,
    benchmark_low, benchmark_high,
    case
        when marketing_sourced_share < benchmark_low then 'below'
        when marketing_sourced_share > benchmark_high then 'above'
        when marketing_sourced_share is not null and coalesce(benchmark_low, benchmark_high) is not null then 'within'
    end as benchmark_status
from counts
left join benchmark on true;

create or replace table fct_pipeline_velocity_monthly as
with

counts as (

    select
        grid.*,
        coalesce(new_sqls, 0) as new_sqls,
        coalesce(pipeline_sqls, 0) as pipeline_sqls,
        coalesce(stale_sqls, 0) as stale_sqls,
        coalesce(won_deals, 0) as won_deals,
        coalesce(lost_deals, 0) as lost_deals,
        coalesce(won_amount, 0) as won_amount,
        coalesce(won_deals_with_amount, 0) as won_deals_with_amount,
        coalesce(won_cycle_days, 0) as won_cycle_days,
        coalesce(won_deals_with_cycle, 0) as won_deals_with_cycle
    from (
        select * from months
        cross join (
            select segment_type, segment from segments
            union select segment_type, segment from sql_counts
            union select segment_type, segment from pipeline_counts
            union select segment_type, segment from deal_counts where won_deals + lost_deals > 0
        )
        where segment_type in ('company', 'channel', 'direction', 'region', 'owner')
    ) as grid
    left join sql_counts using (month_start, segment_type, segment)
    left join pipeline_counts using (month_start, segment_type, segment)
    left join deal_counts using (month_start, segment_type, segment)

),

velocities as (

    select
        *,
        per(won_deals, won_deals + lost_deals) as win_rate,
        per(won_amount, won_deals_with_amount) as average_deal_size,
        per(won_cycle_days, won_deals_with_cycle) as average_sales_cycle_days,
        pipeline_sqls * win_rate * per(average_deal_size, average_sales_cycle_days) as velocity_per_day_1m,
        case
            when row_number() over by_month > 2
                then pipeline_sqls
                * per(sum(won_deals) over last_three, sum(won_deals + lost_deals) over last_three)
                * per(
                    per(sum(won_amount) over last_three, sum(won_deals_with_amount) over last_three),
                    per(sum(won_cycle_days) over last_three, sum(won_deals_with_cycle) over last_three)
                )
        end as velocity_per_day,
        per(sum(won_amount) over last_three, sum(days_so_far) over last_three) as won_amount_per_day_3m
    from counts
    window
        by_month as (partition by segment_type, segment order by month_start),
        last_three as (
            partition by segment_type, segment order by month_start
            rows between 2 preceding and current row
        )

)

select
    month_start, segment_type, segment, is_complete, new_sqls, pipeline_sqls, stale_sqls, won_deals,
    lost_deals, win_rate, won_amount, average_deal_size, average_sales_cycle_days,
    per(won_amount, days_so_far) as won_amount_per_day,
    velocity_per_day_1m,
    velocity_per_day,
    case
        when is_complete and lag(velocity_per_day) over by_month > 0
            then per(
                velocity_per_day - lag(velocity_per_day) over by_month,
                lag(velocity_per_day) over by_month
            )
    end as velocity_change,
    per(won_amount_per_day_3m, velocity_per_day) as velocity_capture
from velocities
window by_month as (partition by segment_type, segment order by month_start);
