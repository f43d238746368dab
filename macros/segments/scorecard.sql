{#-
    The metrics of the scorecard: what each one is, and its columns of
    int_scorecard_values' months. This is the only list of them.

    kind: flow grows over the month, so it has a part to date; stock is what there is at the
    month's end. Quotients of two columns: cohort_rate, lead_cohort_rate and cohort_ratio
    wait until their month is mature; proportion has an interval; rate, share (of money),
    average, cost_ratio (null where no cost is known) and ratio. growth, speed and other are
    no quotients of two columns. better_when: higher, lower, in_band.

    Returns: a list of [metric, kind, better_when, value or numerator, denominator or none].
-#}
{% macro scorecard_metrics() -%}
    {{ return([
        ["leads", "flow", "higher", "new_leads", none],
        ["mqls", "flow", "higher", "new_mqls", none],
        ["sqls", "flow", "higher", "new_sqls", none],
        ["pqls", "flow", "higher", "new_pqls", none],
        ["opportunities", "flow", "higher", "opportunities", none],
        ["customers", "flow", "higher", "new_customers", none],
        ["mql_to_sql_rate", "cohort_rate", "higher", "mqls_to_sql_in_window", "new_mqls"],
        ["mql_to_opportunity_rate", "cohort_rate", "higher", "mqls_to_opportunity_in_window", "new_mqls"],
        ["mql_to_commit_rate", "cohort_rate", "higher", "mqls_to_commit_in_window", "new_mqls"],
        ["mql_to_customer_rate", "cohort_rate", "higher", "mqls_to_customer_in_window", "new_mqls"],
        ["lead_to_mql_rate", "cohort_rate", "higher", "leads_to_mql_in_window", "new_leads"],
        ["lead_to_customer_rate", "lead_cohort_rate", "higher", "leads_to_customer_in_window", "new_leads"],
        ["mql_to_sql_rate_own", "cohort_rate", "higher", "own_mqls_to_sql_in_window", "own_mqls"],
        ["mql_rejection_rate", "cohort_rate", "lower", "mqls_sent_back_in_window + mqls_rejected_in_window", "new_mqls"],
        ["win_rate", "proportion", "higher", "won_deals", "won_deals + lost_deals"],
        ["average_deal_size", "average", "higher", "won_amount", "won_deals_with_amount"],
        ["average_sales_cycle_days", "average", "lower", "won_cycle_days", "won_deals_with_cycle"],
        ["velocity_per_day", "speed", "higher", "velocity_per_day", none],
        ["stale_sqls", "stock", "lower", "stale_sqls", none],
        ["velocity_capture", "speed", "higher", "velocity_capture", none],
        ["median_hours_to_answer", "other", "lower", "median_hours_to_answer", none],
        ["new_pipeline_amount", "flow", "higher", "new_pipeline_amount", none],
        ["open_pipeline_amount", "stock", "higher", "open_pipeline_amount", none],
        ["marketing_sourced_pipeline_share", "share", "higher", "marketing_sourced_pipeline_amount", "new_pipeline_amount"],
        ["revenue", "flow", "higher", "won_revenue", none],
        ["revenue_growth", "growth", "higher", "revenue_growth", none],
        ["inbound_revenue_share", "share", "higher", "inbound_revenue", "won_revenue"],
        ["marketing_sourced_share", "proportion", "in_band", "marketing_sourced_customers", "new_customers"],
        ["marketing_cost", "flow", "lower", "marketing_cost", none],
        ["cost_per_lead", "cost_ratio", "lower", "marketing_cost", "new_leads"],
        ["cost_per_mql", "cost_ratio", "lower", "marketing_cost", "new_mqls"],
        ["revenue_per_mql", "cohort_ratio", "higher", "mql_cohort_revenue", "new_mqls"],
        ["customer_acquisition_cost", "cost_ratio", "lower", "marketing_cost + sales_cost", "new_customers"],
        ["roi", "cost_ratio", "higher", "won_revenue - (marketing_cost + sales_cost)", "marketing_cost + sales_cost"],
        ["leads_per_business_day", "ratio", "higher", "new_leads", "business_days"],
        ["reopened_leads", "flow", "higher", "reopened_leads", none],
        ["visitors", "flow", "higher", "visitors", none],
        ["visitor_to_lead_rate", "rate", "higher", "new_leads", "visitors"],
        ["bounce_rate", "rate", "lower", "bounces", "sessions_or_visitors"],
        ["open_rate", "rate", "higher", "opened", "reached"],
        ["click_rate", "rate", "higher", "clicked", "reached"],
        ["average_marketing_touches_to_close", "average", "higher", "marketing_touches_to_close", "new_customers_with_lead"],
        ["nurture_lift", "growth", "higher", "nurture_lift", none],
    ]) }}
{%- endmacro %}


{#-
    The kinds of metrics that have a trait: in_points, whose changes are differences;
    with_interval, counts of which one is part of the other; sampled, whose denominator
    can be too small.
    Arguments: trait, one of these. Returns: SQL of a list, to put after `in`.
-#}
{% macro kinds(trait) -%}
    {%- set proportions = ["cohort_rate", "lead_cohort_rate", "proportion"] -%}
    {%- set found = {
        "in_points": proportions + ["rate", "share", "growth"],
        "with_interval": proportions,
        "sampled": proportions + ["rate", "average"],
    }[trait] -%}
    ('{{ found | join("', '") }}')
{%- endmacro %}


{#-
    The value of a metric; null before its cohort is mature, where the costs it needs are not
    known, and for a share of what is not above 0.
    Arguments: kind, numerator, denominator, as in scorecard_metrics().
    Returns: SQL of a double.
-#}
{% macro metric_value(kind, numerator, denominator) -%}
    {%- set conditions = [] -%}
    {%- do conditions.append(maturity_of(kind)) if "cohort" in kind -%}
    {%- do conditions.append("has_marketing_cost") if kind == "cost_ratio" -%}
    {%- do conditions.append(denominator ~ " > 0") if kind == "share" -%}
    {%- set value = rate(numerator, denominator) if denominator else "cast(" ~ numerator ~ " as " ~ double() ~ ")" -%}
    {{ "case when " ~ conditions | join(" and ") ~ " then " ~ value ~ " end" if conditions else value }}
{%- endmacro %}


{#-
    A part of a metric; null before its cohort is mature: it still grows.
    Arguments: kind, as in scorecard_metrics(); part, SQL of a number or none.
    Returns: SQL of a double.
-#}
{% macro metric_part(kind, part) -%}
    {%- if part and "cohort" in kind -%}
    case when {{ maturity_of(kind) }} then cast({{ part }} as {{ double() }}) end
    {%- else -%}
    cast({{ part or "null" }} as {{ double() }})
    {%- endif -%}
{%- endmacro %}


{#-
    The column that says whether the month of a metric is mature.
    Arguments: kind, as in scorecard_metrics(). Returns: SQL of a boolean.
-#}
{% macro maturity_of(kind) -%}
    {{ return("is_lead_mature" if kind == "lead_cohort_rate" else "is_mature") }}
{%- endmacro %}


{#-
    The number of cases that a metric rests on.
    Arguments: metric, kind, denominator, as in scorecard_metrics().
    Returns: SQL of a number, or none where it has no such number.
-#}
{% macro sample_of(metric, kind, denominator) -%}
    {%- set samples = {
        "velocity_per_day": "won_deals_3m",
        "velocity_capture": "won_deals_3m",
        "nurture_lift": "nurture_smaller_group",
    } -%}
    {{ return(denominator if "'" ~ kind ~ "'" in kinds("sampled") else samples.get(metric)) }}
{%- endmacro %}


{#-
    The value of a metric so far in its fiscal quarter or year: a sum of what flows, a sum
    over a sum of a quotient; null for all else, and where a month has no known cost.
    Arguments: period, the columns that make the quarter or the year.
    Returns: SQL of a double.
-#}
{% macro value_to_date(period) -%}
    {%- set so_far = "over (partition by metric, " ~ period ~ " order by month_start asc rows unbounded preceding)" -%}
    {%- set numerators, denominators = "sum(numerator) " ~ so_far, "sum(denominator) " ~ so_far -%}
    case
        when kind = 'flow' then sum(value) {{ so_far }}
        when
            denominator is not null
            and sum(case when is_known then 0 else 1 end) {{ so_far }} = 0
            and (kind != 'share' or {{ denominators }} > 0)
            then {{ rate(numerators, denominators) }}
    end
{%- endmacro %}
