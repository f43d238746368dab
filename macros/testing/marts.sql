{#-
    The tables that others may use. dbt has to meet a ref to each while it parses, before it
    knows the project's models; a test of the structure names one that is missing here.
    Returns: a list of names of models.
-#}
{% macro marts() %}
    {{
        return([
            "dim_channels", "dim_leads", "dim_months", "fct_alerts",
            "fct_velocity_causes_monthly", "fct_acquisition_cohorts_monthly",
            "fct_channel_efficiency", "fct_conversion_causes_monthly",
            "fct_mql_disposition_monthly", "fct_speed_to_lead_monthly", "fct_attribution_monthly", "fct_campaign_results_monthly",
            "fct_cost_per_mql_monthly", "fct_data_drift", "fct_data_quality_issues",
            "fct_data_quality_summary", "fct_deals", "fct_email_engagement_monthly",
            "fct_funnel_cohorts_monthly", "fct_funnel_conversion_monthly", "fct_goal_plan",
            "fct_kpi_restatements", "fct_kpi_scorecard_monthly", "fct_lead_quality_monthly",
            "fct_lead_stages", "fct_lead_to_customer_weekly", "fct_lead_volume_monthly",
            "fct_marketing_sourced_customers_monthly", "fct_nurture_effect",
            "fct_pipeline_created_monthly", "fct_pipeline_forecast",
            "fct_pipeline_velocity_monthly", "fct_revenue_monthly", "fct_sales_cycle_monthly",
            "fct_score_backtest", "fct_score_backtest_summary", "fct_spend",
            "fct_stage_dropoff_monthly", "fct_touch_effect", "fct_touchpoints",
            "fct_unmapped_values", "fct_web_traffic_monthly",
        ])
    }}
{% endmacro %}
