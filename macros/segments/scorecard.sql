{#-
    The metrics of the scorecard: what each one is, and its columns of
    int_company_months and int_program_months. This is the only list of them.

    kind: count and amount grow over the month, so their targets have a part to date; rate
    and cohort_rate are parts of counted cases, so they have an interval, and a cohort_rate
    waits until its month is mature; ratio is any other quotient; other is no quotient of
    two numbers. better_when: higher, lower, in_band.

    Returns: a list of [metric, kind, better_when, value or numerator, denominator or none].
-#}
{% macro scorecard_metrics() -%}
    {{ return([
        ["leads", "count", "higher", "new_leads", none],
        ["mqls", "count", "higher", "new_mqls", none],
        ["sqls", "count", "higher", "new_sqls", none],
        ["pqls", "count", "higher", "new_pqls", none],
        ["opportunities", "count", "higher", "opportunities", none],
        ["customers", "count", "higher", "new_customers", none],
        ["mql_to_sql_rate", "cohort_rate", "higher", "mqls_to_sql_in_window", "new_mqls"],
        ["mql_to_opportunity_rate", "cohort_rate", "higher", "mqls_to_opportunity_in_window", "new_mqls"],
        ["mql_to_commit_rate", "cohort_rate", "higher", "mqls_to_commit_in_window", "new_mqls"],
        ["mql_to_customer_rate", "cohort_rate", "higher", "mqls_to_customer_in_window", "new_mqls"],
        ["lead_to_mql_rate", "cohort_rate", "higher", "leads_to_mql_in_window", "new_leads"],
        ["lead_to_customer_rate", "cohort_rate", "higher", "leads_to_customer_in_window", "new_leads"],
        ["mql_rejection_rate", "cohort_rate", "lower", "mqls_disqualified_in_window", "new_mqls"],
        ["win_rate", "rate", "higher", "won_deals", "won_deals + lost_deals"],
        ["average_deal_size", "ratio", "higher", "won_amount", "won_deals_with_amount"],
        ["average_sales_cycle_days", "ratio", "lower", "won_cycle_days", "won_deals_with_cycle"],
        ["velocity_per_day", "other", "higher", "velocity_per_day", none],
        ["new_pipeline_amount", "amount", "higher", "new_pipeline_amount", none],
        ["open_pipeline_amount", "amount", "higher", "open_pipeline_amount", none],
        ["revenue", "amount", "higher", "won_amount", none],
        ["revenue_growth", "other", "higher", "revenue_growth", none],
        ["inbound_revenue_share", "ratio", "higher", "inbound_revenue", "won_amount"],
        ["marketing_sourced_share", "rate", "in_band", "marketing_sourced_customers", "new_customers"],
        ["marketing_cost", "amount", "lower", "marketing_cost", none],
        ["cost_per_lead", "ratio", "lower", "marketing_cost", "new_leads"],
        ["cost_per_mql", "ratio", "lower", "marketing_cost", "new_mqls"],
        ["revenue_per_mql", "ratio", "higher", "mql_cohort_revenue", "new_mqls"],
        ["customer_acquisition_cost", "ratio", "lower", "marketing_cost + sales_cost", "new_customers"],
        ["roi", "ratio", "higher", "won_amount - (marketing_cost + sales_cost)", "marketing_cost + sales_cost"],
        ["leads_per_business_day", "ratio", "higher", "new_leads", "business_days"],
        ["reopened_leads", "count", "higher", "reopened_leads", none],
        ["visitors", "count", "higher", "visitors", none],
        ["visitor_to_lead_rate", "rate", "higher", "new_leads", "visitors"],
        ["bounce_rate", "rate", "lower", "bounces", "sessions_or_visitors"],
        ["open_rate", "rate", "higher", "opened", "reached"],
        ["click_rate", "rate", "higher", "clicked", "reached"],
        ["average_marketing_touches_to_close", "ratio", "in_band", "marketing_touches_to_close", "new_customers_with_lead"],
        ["nurture_lift", "other", "higher", "nurture_lift", none],
    ]) }}
{%- endmacro %}


{#-
    The value of a metric of the scorecard. Reads is_mature.
    Arguments: kind, numerator, denominator, as in scorecard_metrics().
    Returns: SQL of a double.
-#}
{% macro metric_value(kind, numerator, denominator) -%}
    {%- if kind == "cohort_rate" -%}
    {{ mature_rate(numerator, denominator) }}
    {%- elif denominator -%}
    {{ rate(numerator, denominator) }}
    {%- else -%}
    cast({{ numerator }} as {{ double() }})
    {%- endif -%}
{%- endmacro %}
