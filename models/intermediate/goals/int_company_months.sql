-- One row per month: the counts of the whole company, for its scorecard and its plans.
with

months as (

    select * from {{ ref('int_months_known') }}

),

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

    where segment_type = 'company'

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

    where segment_type = 'company'

),

pipeline_counts as (

    select * from {{ ref('int_pipeline_counts_monthly') }}

    where segment_type = 'company'

),

cost_counts as (

    select * from {{ ref('int_cost_counts_monthly') }}

    where segment_type = 'company'

),

traffic_counts as (

    select * from {{ ref('int_traffic_counts_monthly') }}

    where segment_type = 'company'

),

company_months as (

    select
        months.month_start,
        months.is_complete,
        months.is_mature,
        months.business_days,
        -- Counted back: the report's month is 1, and so is the latest mature month.
        row_number() over (order by months.month_start desc) as months_back,
        row_number() over (
            partition by months.is_mature
            order by months.month_start desc
        ) as mature_months_back,
        {{
            zero_filled('lead_counts', [
                'new_leads', 'new_mqls', 'new_sqls', 'new_pqls', 'reopened_leads',
                'mqls_to_sql_in_window', 'mqls_to_opportunity_in_window',
                'mqls_to_commit_in_window', 'mqls_to_customer_in_window',
                'mqls_disqualified_in_window', 'sqls_to_customer_in_window',
                'leads_to_mql_in_window', 'leads_to_customer_in_window',
                'mql_cohort_revenue',
            ])
        }},
        {{
            zero_filled('deal_counts', [
                'opportunities', 'new_pipeline_amount', 'won_deals', 'won_amount',
                'won_deals_with_amount', 'won_deals_with_cycle', 'won_cycle_days',
                'lost_deals', 'inbound_revenue', 'new_customers',
                'marketing_sourced_customers', 'new_customers_with_lead',
                'marketing_touches_to_close',
            ])
        }},
        {{ zero_filled('pipeline_counts', ['pipeline_sqls', 'open_pipeline_amount']) }},
        {{ zero_filled('cost_counts', ['marketing_cost', 'sales_cost']) }},
        {{
            zero_filled('traffic_counts', [
                'visitors', 'bounces', 'sessions_or_visitors',
            ])
        }}

    from months
    left join lead_counts on months.month_start = lead_counts.month_start
    left join deal_counts on months.month_start = deal_counts.month_start
    left join pipeline_counts on months.month_start = pipeline_counts.month_start
    left join cost_counts on months.month_start = cost_counts.month_start
    left join traffic_counts on months.month_start = traffic_counts.month_start

)

select * from company_months
