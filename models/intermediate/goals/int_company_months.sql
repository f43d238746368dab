-- One row per month: the counts of the whole company that a plan for a goal is made of.
with

lead_counts as (

    select * from {{ ref('int_lead_counts_monthly') }}

    where segment_type = 'company'

),

deal_counts as (

    select * from {{ ref('int_deal_counts_monthly') }}

    where segment_type = 'company'

),

traffic_counts as (

    select * from {{ ref('int_traffic_counts_monthly') }}

    where segment_type = 'company'

),

months as (

    select * from {{ ref('int_months_known') }}

),

company_months as (

    select
        months.month_start,
        months.is_mature,
        -- The report's month is 1; so is the latest of the mature months.
        row_number() over (order by months.month_start desc) as months_back,
        row_number() over (
            partition by months.is_mature
            order by months.month_start desc
        ) as mature_months_back,
        {{
            zero_filled('lead_counts', [
                'new_leads', 'new_mqls', 'new_sqls', 'leads_to_mql_in_window',
                'mqls_to_sql_in_window', 'sqls_to_customer_in_window',
            ])
        }},
        {{
            zero_filled('deal_counts', [
                'won_deals', 'won_deals_with_amount', 'won_amount',
            ])
        }},
        {{ zero_filled('traffic_counts', ['visitors']) }}

    from months
    left join lead_counts
        on months.month_start = lead_counts.month_start
    left join deal_counts
        on months.month_start = deal_counts.month_start
    left join traffic_counts
        on months.month_start = traffic_counts.month_start

)

select * from company_months
