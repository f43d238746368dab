-- One row per month: the counts of the whole company, for its scorecard and its plans.
with

months as (

    select * from {{ ref('int_months_known') }}

),

{% for counted in ['lead', 'deal', 'pipeline', 'cost', 'traffic'] -%}
{{ counted }}_counts as (

    select * from {{ ref('int_' ~ counted ~ '_counts_monthly') }}

    where segment_type = 'company'

),

{% endfor -%}
hand_raises as (

    select * from {{ ref('int_hand_raises_answered') }}

),

answer_times as (

    select
        month_start,
        {{ percentile('hours_to_answer', 0.5) }} as median_hours_to_answer

    from hand_raises

    group by month_start

),

company_months as (

    select
        months.month_start,
        months.is_complete,
        months.is_mature,
        months.is_lead_mature,
        months.has_marketing_cost,
        months.business_days,
        -- Counted back: the report's month is 1, and so is the latest mature month.
        row_number() over (order by months.month_start desc) as months_back,
        {% for flag in ['mature', 'complete'] -%}
        row_number() over (
            partition by months.is_{{ flag }}
            order by months.month_start desc
        ) as {{ flag }}_months_back,
        {% endfor -%}
        {{
            zero_filled('lead_counts', [
                'new_leads', 'new_mqls', 'new_sqls', 'new_pqls', 'reopened_leads',
                'mqls_to_sql_in_window', 'mqls_to_opportunity_in_window',
                'mqls_to_commit_in_window', 'mqls_to_customer_in_window',
                'own_mqls', 'own_mqls_to_sql_in_window', 'mqls_sent_back_in_window',
                'mqls_rejected_in_window', 'sqls_to_customer_in_window',
                'leads_to_mql_in_window', 'leads_to_customer_in_window',
                'mql_cohort_revenue',
            ])
        }},
        {{
            zero_filled('deal_counts', [
                'opportunities', 'new_pipeline_amount', 'marketing_sourced_pipeline_amount',
                'won_deals', 'won_amount', 'won_revenue', 'won_deals_with_amount',
                'won_deals_with_cycle', 'won_cycle_days', 'lost_deals', 'inbound_revenue',
                'new_customers', 'marketing_sourced_customers', 'new_customers_with_lead',
                'marketing_touches_to_close',
            ])
        }},
        {{ zero_filled('pipeline_counts', ['open_pipeline_amount']) }},
        {{ zero_filled('cost_counts', ['marketing_cost', 'sales_cost']) }},
        {{
            zero_filled('traffic_counts', [
                'visitors', 'bounces', 'sessions_or_visitors',
            ])
        }},
        answer_times.median_hours_to_answer

    from months
    left join lead_counts on months.month_start = lead_counts.month_start
    left join deal_counts on months.month_start = deal_counts.month_start
    left join pipeline_counts on months.month_start = pipeline_counts.month_start
    left join cost_counts on months.month_start = cost_counts.month_start
    left join traffic_counts on months.month_start = traffic_counts.month_start
    left join answer_times on months.month_start = answer_times.month_start

)

select * from company_months
