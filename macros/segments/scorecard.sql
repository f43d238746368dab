{#-
    The metrics of the scorecard and what each of them is. Where its numbers come from
    stands in the models int_scorecard_*.

    kind: count and amount grow over the month, so their targets have a part to date; rate
    is a part of counted cases, so it has an interval; ratio is any other quotient; other
    is no quotient of two numbers. better_when: higher, lower, in_band.

    Returns: a list of [metric, kind, better_when].
-#}
{% macro scorecard_metrics() -%}
    {{ return([
        ["leads", "count", "higher"],
        ["mqls", "count", "higher"],
        ["sqls", "count", "higher"],
        ["pqls", "count", "higher"],
        ["opportunities", "count", "higher"],
        ["customers", "count", "higher"],
        ["mql_to_sql_rate", "rate", "higher"],
        ["mql_to_opportunity_rate", "rate", "higher"],
        ["mql_to_commit_rate", "rate", "higher"],
        ["mql_to_customer_rate", "rate", "higher"],
        ["lead_to_mql_rate", "rate", "higher"],
        ["lead_to_customer_rate", "rate", "higher"],
        ["mql_rejection_rate", "rate", "lower"],
        ["win_rate", "rate", "higher"],
        ["average_deal_size", "ratio", "higher"],
        ["average_sales_cycle_days", "ratio", "lower"],
        ["velocity_per_day", "other", "higher"],
        ["new_pipeline_amount", "amount", "higher"],
        ["open_pipeline_amount", "amount", "higher"],
        ["revenue", "amount", "higher"],
        ["revenue_growth", "other", "higher"],
        ["inbound_revenue_share", "ratio", "higher"],
        ["marketing_sourced_share", "rate", "in_band"],
        ["marketing_cost", "amount", "lower"],
        ["cost_per_lead", "ratio", "lower"],
        ["cost_per_mql", "ratio", "lower"],
        ["revenue_per_mql", "ratio", "higher"],
        ["customer_acquisition_cost", "ratio", "lower"],
        ["roi", "ratio", "higher"],
        ["leads_per_business_day", "ratio", "higher"],
        ["reopened_leads", "count", "higher"],
        ["visitors", "count", "higher"],
        ["visitor_to_lead_rate", "rate", "higher"],
        ["bounce_rate", "rate", "lower"],
        ["open_rate", "rate", "higher"],
        ["click_rate", "rate", "higher"],
        ["average_marketing_touches_to_close", "ratio", "in_band"],
        ["nurture_lift", "other", "higher"],
    ]) }}
{%- endmacro %}


{#-
    The rows of some metrics, from a CTE with one row a month.

    Arguments: months, the CTE; measures, a dictionary: metric -> [value] or
    [value, numerator, denominator], SQL over the CTE's columns.
    Returns: SQL of a query with the columns month_start, metric, value, numerator and
    denominator (null but for quotients).
-#}
{% macro scorecard_rows(months, measures) -%}
    {%- for metric, parts in measures.items() %}
    select
        month_start,
        '{{ metric }}' as metric,
        {% for part in ["value", "numerator", "denominator"] -%}
        cast({{ parts[loop.index0] or "null" }} as {{ double() }}) as {{ part }}
        {{- "," if not loop.last }}
        {% endfor -%}
    from {{ months }}
    {{ "union all" if not loop.last }}
    {%- endfor %}
{%- endmacro %}
